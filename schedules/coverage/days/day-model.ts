import type { LinearProgram } from '../../solver/linear-solver.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { drawDuties, type DutyColumns } from '../rows/draw-duties.ts';
import { drawNeeds } from '../rows/draw-needs.ts';
import { drawRest, type DutyStarts } from '../rows/draw-rest.ts';
import { drawSessions, seatSessions, type SessionColumns } from '../rows/draw-sessions.ts';
import type { Duty } from '../model/duty.ts';
import { presentPeople, type DutyCounts } from '../rows/duty-counts.ts';
import { layHorizon } from '../model/horizon.ts';
import { draftRows, type RowDraft, type Term } from '../rows/row-draft.ts';
import type { Tours } from '../rows/tour-master.ts';

export type DayQuestion = {
  readonly problem: CoverageProblem;
  /** Absent: any number of people on a day, with any rest. */
  readonly tours?: Tours;
  /** Groups that are planned anew; others stay as they stand. */
  readonly groups: readonly number[];
  /** Of those, the groups that need whole numbers now. */
  readonly whole: readonly number[];
  /** The days that are planned anew; they follow one another. */
  readonly days: readonly number[];
  /** All days as they stand. */
  readonly counts: readonly DutyCounts[];
  /** Of each activity, how often it is held on each day. */
  readonly held: readonly (readonly number[])[];
};

export type DayModel = {
  readonly program: LinearProgram;
  readonly duties: readonly DutyColumns[];
  readonly sessions: readonly SessionColumns[];
};

/** A few days of the week, the rest of it as it stands. */
export function dayModel({ problem, tours, groups, whole, days, counts, held }: DayQuestion): DayModel {
  const horizon = layHorizon(problem);
  const draft = draftRows();
  const isFree = (duty: Duty): boolean => days.includes(duty.day) && groups.includes(duty.group);
  const others = counts.filter(({ duty }) => !isFree(duty));
  const free = counts.map(({ duty }) => duty).filter(isFree);
  const duties = drawDuties(draft, {
    problem,
    duties: free,
    isInteger: ({ group }) => whole.includes(group),
  });
  const size = { groups: problem.groups.length, intervals: horizon.intervals };
  const present = presentPeople(others, size);
  const from = horizon.dayStarts[days[0] ?? 0] ?? 0;
  const onDays = counts.filter(({ duty }) => days.includes(duty.day));
  const ends = onDays.map(({ duty }) => (duty.starts.at(-1) ?? 0) + duty.kind.length);
  const until = Math.min(horizon.intervals, Math.max(from, ...ends));
  const nextDay = horizon.dayStarts[(days.at(-1) ?? 0) + 1] ?? horizon.intervals;
  const heldNow = held.map((perDay) => days.reduce((sum, day) => sum + (perDay[day] ?? 0), 0));
  const sessions = drawSessions(draft, { problem, from, until: nextDay, held: heldNow, isInteger: true });
  if (tours !== undefined) keepTours(draft, { problem, tours, days, duties, others });
  seatSessions(draft, { duties, sessions, present });
  drawNeeds(draft, { problem, from, until, duties, sessions, present });
  return { program: draft.program(), duties, sessions };
}

type Keeping = {
  readonly problem: CoverageProblem;
  readonly tours: Tours;
  readonly days: readonly number[];
  readonly duties: readonly DutyColumns[];
  readonly others: readonly DutyCounts[];
};

function keepTours(draft: RowDraft, { problem, tours, days, duties, others }: Keeping): void {
  for (const [place, group] of problem.groups.entries()) {
    const on = (day: number): DutyColumns[] =>
      duties.filter(({ duty }) => duty.group === place && duty.day === day);
    const beside = (day: number): DutyStarts[] => {
      const own = on(day);
      return own.length > 0 ? own : others.filter(({ duty }) => duty.group === place && duty.day === day);
    };
    for (const day of days) {
      const people = tours.people[place]?.[day] ?? 0;
      const paid = tours.paid[place]?.[day] ?? 0;
      if (on(day).length === 0) continue;
      draft.row(
        { lower: people, upper: people },
        on(day).map(({ total }): Term => [total, 1]),
      );
      draft.row(
        { lower: paid, upper: paid },
        on(day).map(({ total, duty }): Term => [total, duty.paid]),
      );
    }
    for (const day of new Set(days.flatMap((one) => [one - 1, one]))) {
      const [today, tomorrow] = [beside(day), beside(day + 1)];
      if (today.length === 0 || tomorrow.length === 0) continue;
      const either = tours.either[place]?.[day] ?? 0;
      drawRest(draft, { today, tomorrow, leastRest: group.leastRest, people: group.people, either });
    }
  }
}
