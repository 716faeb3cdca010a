import type { CoverageProblem } from '../model/coverage-problem.ts';
import type { DutyColumns } from './draw-duties.ts';
import type { RowDraft, Term } from './row-draft.ts';

/** How often an activity is held at each of its times. */
export type SessionColumns = {
  readonly activity: number;
  readonly group: number;
  readonly length: number;
  readonly peopleEach: number;
  readonly times: readonly number[];
  readonly columns: readonly number[];
};

export type SessionsQuestion = {
  readonly problem: CoverageProblem;
  /** Starts lie from here to before there. */
  readonly from: number;
  readonly until: number;
  /** Of each activity, how often it is held in that time. */
  readonly held: readonly number[];
  readonly isInteger: boolean;
};

/** A session that cannot be held costs more than any people it could take from the queues. */
const UNHELD_COST = 1e4;

/** Columns and rows for when the sessions of each activity are held. */
export function drawSessions(draft: RowDraft, question: SessionsQuestion): SessionColumns[] {
  const { problem, from, until, held, isInteger } = question;
  return problem.activities.map((activity, place) => {
    const sessions = held[place] ?? 0;
    const times = sessions === 0 ? [] : timesBetween(activity.windows, from, until);
    const columns = times.map(() => draft.column({ lower: 0, upper: sessions, isInteger }));
    const unheld = draft.column({ lower: 0, upper: sessions, cost: UNHELD_COST });
    draft.row({ lower: sessions, upper: sessions }, [
      ...columns.map((column): Term => [column, 1]),
      [unheld, 1],
    ]);
    const group = problem.groups.findIndex(({ name }) => name === activity.group);
    return {
      activity: place,
      group,
      length: activity.length,
      peopleEach: activity.peopleEach,
      times,
      columns,
    };
  });
}

/** Every start that the windows allow. */
export function timesBetween(
  windows: CoverageProblem['activities'][number]['windows'],
  from: number,
  until: number,
): number[] {
  const times = new Set<number>();
  for (const window of windows)
    for (let at = Math.max(window.from, from); at <= Math.min(window.until, until - 1); at += 1)
      times.add(at);
  return [...times].sort((one, other) => one - other);
}

/** Rows that keep everyone in a session present: no more people than the group has at work, breaks apart. */
export function seatSessions(
  draft: RowDraft,
  {
    duties,
    sessions,
    present,
  }: {
    readonly duties: readonly DutyColumns[];
    readonly sessions: readonly SessionColumns[];
    readonly present: readonly Float64Array[];
  },
): void {
  const groups = new Set(sessions.filter(({ times }) => times.length > 0).map(({ group }) => group));
  for (const group of groups) {
    const own = sessions.filter((one) => one.group === group);
    const busy = new Map<number, Term[]>();
    for (const { times, columns, length, peopleEach } of own)
      for (const [place, column] of columns.entries())
        for (let at = times[place] ?? 0; at < (times[place] ?? 0) + length; at += 1)
          busy.set(at, [...(busy.get(at) ?? []), [column, -peopleEach]]);
    for (const [at, terms] of busy) {
      const there = duties
        .filter(({ duty }) => duty.group === group)
        .flatMap(({ presence }) => presence.get(at) ?? []);
      draft.row({ lower: -(present[group]?.[at] ?? 0), upper: Infinity }, [...there, ...terms]);
    }
  }
}
