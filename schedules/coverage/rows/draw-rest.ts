import type { CoverageProblem } from '../model/coverage-problem.ts';
import type { DutyCounts } from './duty-counts.ts';
import type { Duty } from '../model/duty.ts';
import type { RowDraft, Term } from './row-draft.ts';

/** How many begin a duty at each of its starts: columns of the program, or figures that are settled. */
export type DutyStarts = { readonly duty: Duty } & (
  | { readonly starts: readonly number[] }
  | { readonly settled: readonly number[] }
);

export type RestQuestion = {
  readonly today: readonly DutyStarts[];
  readonly tomorrow: readonly DutyStarts[];
  readonly leastRest: number;
  /** All of the group. */
  readonly people: number;
  /** People who work on either of the two days: how many, or the columns that count them. */
  readonly either: number | readonly number[];
};

/** A rest that cannot be kept costs more than any shift could gain. */
const BROKEN_REST_COST = 1e3;
/** A sum this little below a whole number is one. */
const WHOLE = 1e-6;

/**
 * Whoever ends late is not among those who begin early the next day, so both together are at most the people of
 * either day. This holds for every roster; that it is enough for each pair of days follows from Hall's theorem.
 */
export function drawRest(
  draft: RowDraft,
  { today, tomorrow, leastRest, people, either }: RestQuestion,
): void {
  const starts = [...new Set(tomorrow.flatMap(({ duty }) => duty.starts))].sort((one, other) => one - other);
  const lastEnd = Math.max(...today.map(({ duty }) => (duty.starts.at(-1) ?? 0) + duty.kind.length));
  const tight = starts.filter((start) => start < lastEnd + leastRest);
  if (tight.length === 0) return;
  const union = unionColumn(draft, either, people);
  for (const start of tight) {
    const late = today.map((one) => count(one, (at) => at + one.duty.kind.length > start - leastRest));
    const early = tomorrow.map((one) => count(one, (at) => at <= start));
    const settled = [...late, ...early].reduce((sum, one) => sum + one.settled, 0);
    const terms = [...late, ...early].flatMap((one) => one.terms);
    if (terms.length === 0) continue;
    const broken = draft.column({ lower: 0, upper: 2 * people, cost: BROKEN_REST_COST });
    // A day beside this one that is still in fractions can give way by less than one person.
    const upper = -Math.floor(settled + WHOLE);
    draft.row({ lower: -Infinity, upper }, [...terms, [union, -1], [broken, -1]]);
  }
}

/** The most people of a group who cannot have their rest between two days; 0 when everybody can. */
export function mostMissingRest(
  { groups, days }: CoverageProblem,
  counts: readonly DutyCounts[],
  either: readonly (readonly number[])[],
): number {
  let most = 0;
  for (const [group, { leastRest }] of groups.entries())
    for (const day of days.keys()) {
      const on = (one: number): DutyCounts[] =>
        counts.filter(({ duty }) => duty.group === group && duty.day === one);
      const pair = { today: on(day), tomorrow: on(day + 1), leastRest, either: either[group]?.[day] ?? 0 };
      most = Math.max(most, missingRest(pair));
    }
  return most;
}

/** So many people too many end late and begin early the next day; 0 when everybody can rest. */
function missingRest({
  today,
  tomorrow,
  leastRest,
  either,
}: Pick<RestQuestion, 'today' | 'tomorrow' | 'leastRest'> & { readonly either: number }): number {
  let most = 0;
  for (const start of new Set(tomorrow.flatMap(({ duty }) => duty.starts))) {
    const late = today.map((one) => count(one, (at) => at + one.duty.kind.length > start - leastRest));
    const early = tomorrow.map((one) => count(one, (at) => at <= start));
    // Nobody ends too late for such a start: then whoever begins by it is free to.
    if (late.every(({ settled }) => settled < WHOLE)) continue;
    most = Math.max(
      most,
      [...late, ...early].reduce((sum, one) => sum + one.settled, -either),
    );
  }
  return most;
}

function unionColumn(draft: RowDraft, either: number | readonly number[], people: number): number {
  if (typeof either === 'number') return draft.column({ lower: either, upper: either });
  const union = draft.column({ lower: 0, upper: people });
  draft.row({ lower: 0, upper: 0 }, [[union, -1], ...either.map((column): Term => [column, 1])]);
  return union;
}

type Count = { readonly terms: readonly Term[]; readonly settled: number };

function count(one: DutyStarts, isMeant: (at: number) => boolean): Count {
  const meant = [...one.duty.starts.keys()].filter((place) => isMeant(one.duty.starts[place] ?? 0));
  if ('settled' in one)
    return { terms: [], settled: meant.reduce((sum, place) => sum + (one.settled[place] ?? 0), 0) };
  return { terms: meant.map((place): Term => [one.starts[place] ?? 0, 1]), settled: 0 };
}
