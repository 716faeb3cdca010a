import { agentId, queueId, type AgentId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import type { Person } from '../../people/person.ts';
import type { ShiftTemplate } from '../../shift-template.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Early from 06:00 and late from 14:00, eight hours each with a lunch between the third and the fifth hour. */
export const early: ShiftTemplate = shift('early', 6);
export const late: ShiftTemplate = shift('late', 14);

/** Two days from Monday 23 November 2026 with two people wanted from 06:00 to 22:00, for Amy, Bob and Cai. */
export const smallProblem: ShiftPlanProblem = {
  name: { en: 'Small', zh: '小' },
  zone: timeZone('Asia/Shanghai'),
  from: localDay('2026-11-23'),
  until: localDay('2026-11-25'),
  intervalMinutes: 60,
  queues: [
    {
      queue: queueId('sales'),
      required: Array.from({ length: 48 }, (_, at) => (at % 24 >= 6 && at % 24 < 22 ? 2 : 0)),
      underCost: 1,
      overCost: 0.2,
      least: 0,
    },
  ],
  templates: [early, late],
  people: ['amy', 'bob', 'cai'].map(agent),
  rules: [
    { rule: 'rest-between-shifts', leastHours: 11 },
    { rule: 'wishes', weight: 1 },
  ],
  rotations: [],
  lived: [],
  fixed: [],
  activities: [],
};

export const given = (
  person: string,
  day: string,
  template: ShiftTemplate,
  ...breakStarts: number[]
): NamedShift => ({
  person: agentId(person),
  day: localDay(day),
  template,
  breakStarts,
});

export function agent(name: string): Person {
  const id: AgentId = agentId(name);
  return {
    id,
    skills: [{ queue: queueId('sales'), proficiency: 1 }],
    languages: [],
    contract: { leastWeekMs: 0, mostWeekMs: 40 * HOUR_MS, shiftKinds: [] },
    available: [],
    timeOff: [],
    wishes: [],
    answeringShare: 1,
  };
}

function shift(id: string, startHour: number): ShiftTemplate {
  const lunch = { name: 'lunch', lengthMinutes: 60, earliestMinute: 180, latestMinute: 300, isPaid: false };
  return { id, kind: id, startMinute: startHour * 60, lengthMinutes: 480, breaks: [lunch] };
}
