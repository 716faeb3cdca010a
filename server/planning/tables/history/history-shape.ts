import type { ColumnRole } from '../headings/column-role.ts';
import type { IntervalShape } from '../layout/measure-items.ts';

const AVERAGES: readonly ColumnRole[] = ['talk', 'hold', 'wrap-up'];
const TOTALS: readonly ColumnRole[] = ['handle-total', 'talk-total', 'hold-total', 'wrap-up-total'];

/** A history says how many contacts were offered in each interval, and how long handling them took, in whatever parts. */
export const HISTORY_SHAPE: IntervalShape = {
  measures: new Set<ColumnRole>(['offered', 'handle', ...AVERAGES, ...TOTALS, 'answered', 'abandoned']),
  needed: ['offered'],
  choose: (there) => new Set<ColumnRole>(['offered', 'answered', 'abandoned', ...handleRoles(there)]),
};

/** One way to tell how long handling took: the mean, its parts, or sums and how many they are of. */
function handleRoles(there: ReadonlySet<ColumnRole>): readonly ColumnRole[] {
  if (there.has('handle')) return ['handle'];
  if (there.has('talk')) return AVERAGES;
  if (!there.has('answered')) return [];
  if (there.has('handle-total')) return ['handle-total', 'answered'];
  return there.has('talk-total') ? [...TOTALS, 'answered'] : [];
}

/** The mean seconds of handling a contact, from the values of a row; undefined where they do not tell. */
export function handleSecondsOf(
  roles: readonly ColumnRole[],
): (values: readonly (number | undefined)[]) => number | undefined {
  const at = (role: ColumnRole): number => roles.indexOf(role);
  const parts = AVERAGES.map(at).filter((place) => place >= 0);
  const totals = TOTALS.map(at).filter((place) => place >= 0);
  if (at('handle') >= 0) return (values) => values[at('handle')];
  if (at('talk') >= 0) return (values) => (values[at('talk')] === undefined ? undefined : sum(values, parts));
  if (totals.length === 0 || at('answered') < 0) return () => undefined;
  return (values) => {
    const answered = values[at('answered')] ?? 0;
    return answered > 0 ? sum(values, totals) / answered : undefined;
  };
}

const sum = (values: readonly (number | undefined)[], places: readonly number[]): number =>
  places.reduce((total, place) => total + (values[place] ?? 0), 0);
