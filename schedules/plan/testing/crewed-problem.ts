import { queueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { dealCrews } from '../../rotations/crews.ts';
import { fourCrewsThreeShifts } from '../../rotations/usual-rotations.ts';
import { chinaComprehensive } from '../../rules/presets/china-comprehensive.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { agent, smallProblem } from './small-problem.ts';

const monday = localDay('2026-11-23');
const rotation = fourCrewsThreeShifts(monday);
const people = Array.from({ length: 11 }, (_, at) => agent(`agent-${at + 1}`));

/** Eleven people in four crews who go through three shifts, for eight days. */
export const crewedProblem: ShiftPlanProblem = {
  ...smallProblem,
  until: addDays(monday, 8),
  queues: [
    {
      queue: queueId('sales'),
      required: Array.from({ length: 8 * 24 }, () => 2),
      underCost: 1,
      overCost: 0,
      least: 1,
    },
  ],
  templates: rotation.templates,
  people,
  rules: chinaComprehensive.book,
  rotations: [{ rotation, crewOf: dealCrews(rotation, people) }],
};
