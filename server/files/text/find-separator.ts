/** What may stand between two fields. */
const SEPARATORS = [',', ';', '\t', '|'] as const;

/** Lines that are looked at: enough for titles, a header and rows below. */
const LINES_TRIED = 200;

/** Rows as a separator would have them. */
export type Trial = (separator: string) => readonly (readonly string[])[];

/**
 * The separator with which a text is most of a table: the most rows of the same width as the widest of the first ones, which
 * is the header. A comma where none makes columns.
 */
export function findSeparator(trial: Trial): string {
  let best: { separator: string; score: number } = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const score = scoreOf(trial(separator).slice(0, LINES_TRIED));
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** Below this share of equal rows the columns are chance. */
const LEAST_SHARE = 0.5;

function scoreOf(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width = 0, times = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const share = rows.length === 0 ? 0 : times / rows.length;
  if (share < LEAST_SHARE) return 0;
  // Decimal commas split numbers but never headings: below a header of fewer fields, rows are not of one table.
  const header = Math.max(
    0,
    ...rows
      .slice(
        0,
        rows.findIndex(({ length }) => length === width),
      )
      .map(({ length }) => length),
  );
  const isSplitHeader = header > 1 && header < width;
  return share * Math.log2(width) * (isSplitHeader ? LEAST_SHARE : 1);
}
