import type { RowDraft, Term } from './row-draft.ts';

/** An interval and the column that counts what begins in it; an interval may come more than once. */
export type Begin = readonly [at: number, column: number];

/** Columns of how many have begun up to each time; the times ascend. */
type Curve = { readonly times: readonly number[]; readonly columns: readonly number[] };

/** Columns that add up what has begun so far, `most` at the end. */
export function sumBegun(draft: RowDraft, begins: readonly Begin[], most: number): Curve {
  const times = [...new Set(begins.map(([at]) => at))].sort((one, other) => one - other);
  const columns: number[] = [];
  for (const time of times) {
    const column = draft.column({ lower: 0, upper: most });
    const now = begins.filter(([at]) => at === time).map(([, one]): Term => [one, -1]);
    const before = columns.at(-1);
    draft.row({ lower: 0, upper: 0 }, [
      [column, 1],
      ...(before === undefined ? [] : [[before, -1] as const]),
      ...now,
    ]);
    columns.push(column);
  }
  return { times, columns };
}

/**
 * Rows that let every beginning of `before` be followed by one of `after`, from `least` to `most` later. Counts are
 * enough: sorting both keeps every distance within its bounds (Bechtold and Jacobs, Management Science 36, 1990).
 */
export function drawGap(
  draft: RowDraft,
  {
    before,
    after,
    least,
    most,
  }: { readonly before: Curve; readonly after: Curve; readonly least: number; readonly most: number },
): void {
  for (const [place, column] of after.columns.entries())
    compare(draft, begunBy(before, (after.times[place] ?? 0) - least), column);
  if (most === Infinity) return;
  for (const [place, column] of before.columns.entries())
    compare(draft, begunBy(after, (before.times[place] ?? 0) + most), column);
}

/** The first is at least the second; one that is not there is 0. */
function compare(draft: RowDraft, more: number | undefined, less: number): void {
  const terms: Term[] =
    more === undefined
      ? [[less, -1]]
      : [
          [more, 1],
          [less, -1],
        ];
  draft.row({ lower: 0, upper: Infinity }, terms);
}

function begunBy({ times, columns }: Curve, time: number): number | undefined {
  return columns[times.findLastIndex((one) => one <= time)];
}
