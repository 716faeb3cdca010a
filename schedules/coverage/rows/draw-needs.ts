import type { CoverageProblem, GroupSkill, CoverageGroup } from '../model/coverage-problem.ts';
import { skillPools, type SkillPool } from '../model/skill-pools.ts';
import type { DutyColumns } from './draw-duties.ts';
import type { SessionColumns } from './draw-sessions.ts';
import { leastPenalty } from '../model/least-penalty.ts';
import type { RowDraft, Term } from './row-draft.ts';

/** What is covered from when to when, and who of other days is there already (by group and interval). */
export type NeedsQuestion = {
  readonly problem: CoverageProblem;
  readonly from: number;
  readonly until: number;
  readonly duties: readonly DutyColumns[];
  readonly sessions: readonly SessionColumns[];
  readonly present: readonly Float64Array[];
};

/** Rows that hold people present against people required, per queue and interval. */
export function drawNeeds(draft: RowDraft, question: NeedsQuestion): void {
  const { problem, from, until } = question;
  // One more than there are: figures that are right to a few digits must fit too.
  const all = 1 + problem.groups.reduce((sum, group) => sum + group.people * bestEfficiency(group), 0);
  const penalty = leastPenalty(problem);
  const pools = skillPools(problem.groups);
  for (let at = from; at < until; at += 1) {
    const served = serveQueues(draft, question, pools, at);
    for (const [place, queue] of problem.queues.entries()) {
      const { terms, fixed } = served[place] ?? { terms: [], fixed: 0 };
      const there = fixed + (queue.alreadyThere?.[at] ?? 0);
      const required = (queue.required[at] ?? 0) - there;
      const hours = problem.intervalMinutes / 60;
      const most = Math.max(required, 0) + all;
      const under = draft.column({ lower: 0, upper: most, cost: (queue.underCost[at] ?? 0) * hours });
      const over = draft.column({
        lower: 0,
        upper: most + Math.abs(required),
        cost: (queue.overCost[at] ?? 0) * hours,
      });
      draft.row({ lower: required, upper: required }, [...terms, [under, 1], [over, -1]]);
      const least = (queue.least?.[at] ?? 0) - there;
      if (least <= 0) continue;
      const missing = draft.column({ lower: 0, upper: least, cost: penalty });
      draft.row({ lower: least, upper: Infinity }, [...terms, [missing, 1]]);
    }
  }
}

function bestEfficiency({ skills }: CoverageGroup): number {
  return Math.max(1, ...skills.map(({ efficiency }) => efficiency));
}

type Served = { readonly terms: Term[]; fixed: number };

/** The terms of each queue's row: people of one skill stand in it themselves, others by a column that shares them out. */
function serveQueues(
  draft: RowDraft,
  question: NeedsQuestion,
  pools: readonly SkillPool[],
  at: number,
): Served[] {
  const { problem } = question;
  const served = problem.queues.map((): Served => ({ terms: [], fixed: 0 }));
  const placeOf = new Map(problem.queues.map(({ queue }, place) => [queue, place]));
  for (const { skills, groups } of pools) {
    const fixed = groups.reduce((sum, group) => sum + (question.present[group]?.[at] ?? 0), 0);
    const terms = (factor: number): Term[] => groupTerms(question, groups, at, factor);
    const [only, second] = skills;
    if (only !== undefined && second === undefined && only.mostShare === undefined) {
      const queue = served[placeOf.get(only.queue) ?? -1];
      if (queue === undefined) continue;
      queue.terms.push(...terms(only.efficiency));
      queue.fixed += fixed * only.efficiency;
      continue;
    }
    const present = terms(-1);
    if (present.length > 0 || fixed > 0) {
      const people = groups.reduce((sum, group) => sum + (problem.groups[group]?.people ?? 0), 0);
      shareOut(draft, { skills, people, present, fixed, served, placeOf });
    }
  }
  return served;
}

type Pool = {
  readonly skills: readonly GroupSkill[];
  readonly people: number;
  /** Those present in this program, each −1, and those beside it. */
  readonly present: readonly Term[];
  readonly fixed: number;
  readonly served: readonly Served[];
  readonly placeOf: ReadonlyMap<string, number>;
};

function shareOut(draft: RowDraft, { skills, people, present, fixed, served, placeOf }: Pool): void {
  const shares: Term[] = [];
  for (const { queue, efficiency, mostShare } of skills) {
    const share = draft.column({ lower: 0, upper: people });
    shares.push([share, 1]);
    served[placeOf.get(queue) ?? -1]?.terms.push([share, efficiency]);
    if (mostShare === undefined) continue;
    const capped = present.map(([column, factor]): Term => [column, factor * mostShare]);
    draft.row({ lower: -Infinity, upper: fixed * mostShare }, [[share, 1], ...capped]);
  }
  // Whoever may not give enough to their queues is idle, not impossible.
  const isCapped = skills.some((skill) => skill.mostShare !== undefined);
  const idle = draft.column({ lower: 0, upper: isCapped ? people : 0 });
  draft.row({ lower: fixed, upper: fixed }, [...shares, [idle, 1], ...present]);
}

function groupTerms(
  { duties, sessions }: NeedsQuestion,
  groups: readonly number[],
  at: number,
  factor: number,
): Term[] {
  const terms: Term[] = [];
  for (const { duty, presence } of duties)
    if (groups.includes(duty.group))
      for (const [column, count] of presence.get(at) ?? []) terms.push([column, count * factor]);
  for (const { group, length, peopleEach, times, columns } of sessions)
    if (groups.includes(group))
      for (const [place, column] of columns.entries()) {
        const since = at - (times[place] ?? 0);
        if (since >= 0 && since < length) terms.push([column, -factor * peopleEach]);
      }
  return terms;
}
