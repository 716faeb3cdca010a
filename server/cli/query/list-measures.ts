import type { Columns } from '#domain/history/column.ts';
import { ROW_COLUMNS } from '#domain/history/rows.ts';
import { allMeasures } from '#domain/measures/all-measures.ts';
import type { Measure, Sum } from '#domain/measures/definitions/measure.ts';
import type { Profile } from '#domain/measures/profiles.ts';
import { PROFILES } from '#domain/measures/profiles.ts';

/** Every measure with its unit and what it is made of, then the profiles and the columns of each kind of row: printed from what they are counted by. */
export function* listMeasures(profile: Profile, own: readonly Measure[]): Generator<string> {
  const rows = [...allMeasures(profile), ...own].map((measure) => [
    measure.id,
    measure.unit,
    `${measure.zh}  ${measure.en}`,
    measure.kind === 'formula' ? measure.formula : madeOf(measure),
  ]);
  yield* aligned([['measure', 'unit', 'what it is', 'made of'], ...rows]);
  yield '';
  yield 'Profiles of service_level (service_level_met / service_level_base):';
  yield* aligned(
    PROFILES.map(({ id, zh, en, met, of, at = 'arrived_at' }) => [
      id,
      `${zh}  ${en}`,
      `met: ${met}`,
      `of: ${of}`,
      `in the period of: ${at}`,
    ]),
  );
  for (const [kind, columns] of Object.entries<Columns>(ROW_COLUMNS)) {
    yield '';
    yield `Columns of a ${kind}:`;
    yield* aligned(Object.entries(columns).map(([name, { type, says }]) => [name, type, says]));
  }
}

function madeOf(sum: Sum): string {
  const when = sum.when === undefined ? '' : ` where ${sum.when}`;
  const at = sum.at === undefined ? '' : ` in the period of ${sum.at}`;
  return `${partOf(sum)}${when}${at}`;
}

function partOf(sum: Sum): string {
  switch (sum.how) {
    case 'count':
      return `count of ${sum.of}`;
    case 'total':
      return `sum of ${sum.amount} over ${sum.of}`;
    case 'most':
      return `most of ${sum.amount} over ${sum.of}`;
    case 'quantile':
      return `P${100 * sum.share} of ${sum.amount} over ${sum.of}`;
    case 'distinct':
      return `distinct ${sum.column} over ${sum.of}`;
    case 'time':
      return `time from ${sum.from} to ${sum.until}${sum.times === undefined ? '' : ` × ${sum.times}`} over ${sum.of}`;
  }
}

/** Columns under each other, but the last, which is as long as it is. */
function* aligned(rows: readonly (readonly string[])[]): Generator<string> {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => widthOf(row[place] ?? ''))));
  for (const row of rows)
    yield row
      .map((cell, place) => cell + ' '.repeat(Math.max(0, (widths[place] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd();
}

/** Chinese letters are as wide as two others. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((width, letter) => width + (/[\u2E80-\uFFEF]/.test(letter) ? 2 : 1), 0);
