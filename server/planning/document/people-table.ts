import { FileFailure } from '../../files/file-failure.ts';
import { tableRows, type TableRow } from '../../files/reading/table-rows.ts';

const OPTIONAL = [
  'name',
  'languages',
  'hours_least',
  'hours_most',
  'shifts',
  'site',
  'seniority',
  'answering_share',
  'available',
  'off',
] as const;

type Column = 'id' | 'skills' | (typeof OPTIONAL)[number];

/**
 * The people of a table in the shape of a problem's document, which is checked afterwards. Only `id` and `skills` must be there;
 * lists are written with semicolons: `sales; billing 0.8`, `1 09:00-17:00; 2 09:00-13:00`, `2026-11-23..2026-11-27 leave`.
 * Of `tier 2` the queues that are known decide whether 2 is a part of the name.
 */
export async function peopleOfTable(
  path: string,
  queues: ReadonlySet<string> = new Set(),
): Promise<readonly unknown[]> {
  const people: unknown[] = [];
  for await (const row of tableRows(path, { needed: ['id', 'skills'], optional: OPTIONAL }))
    people.push(personOf({ row, queues, where: `${path} line ${row.line}` }));
  return people;
}

/** A row, and how a mistake in it is called. */
type Line = { readonly row: TableRow; readonly queues: ReadonlySet<string>; readonly where: string };

function personOf(line: Line): unknown {
  const text = (column: Column): string => line.row.field(column);
  const hours = { least: numberOf(line, 'hours_least') ?? 0, most: numberOf(line, 'hours_most') ?? 40 };
  return dropEmpty({
    id: text('id'),
    name: text('name'),
    skills: Object.fromEntries(listOf(text('skills')).map((part) => skillOf(part, line))),
    languages: listOf(text('languages')),
    hours,
    shifts: listOf(text('shifts')),
    site: text('site'),
    seniority: numberOf(line, 'seniority'),
    answeringShare: numberOf(line, 'answering_share'),
    available: listOf(text('available')).map((part) => windowOf(part, line)),
    off: listOf(text('off')).map((part) => offOf(part, line)),
  });
}

/** What is not written is not told, so that the document's own rules for what is missing hold. */
function dropEmpty(fields: Readonly<Record<string, unknown>>): unknown {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept);
}

const listOf = (text: string): readonly string[] =>
  text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function numberOf(line: Line, column: Column): number | undefined {
  const text = line.row.field(column);
  if (text === '') return undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new FileFailure(`${line.where}: ${column} must be a number, got ${text}`);
}

function skillOf(part: string, { queues }: Line): readonly [string, number] {
  const [, queue, proficiency] = /^(.+?)\s+(\d*\.?\d+)$/.exec(part) ?? [];
  return queue === undefined || queues.has(part) ? [part, 1] : [queue, Number(proficiency)];
}

function windowOf(part: string, { where }: Line): unknown {
  const [, weekday, from, until] = /^([1-7])\s+(\d?\d:\d\d)-(\d?\d:\d\d)$/.exec(part) ?? [];
  if (weekday !== undefined) return { weekday: Number(weekday), from, until };
  throw new FileFailure(`${where}: hours must be written as "1 09:00-17:00", 1 for Monday, got ${part}`);
}

/** A spreadsheet makes a date of a day that is typed into a cell, and of a date a midnight. */
function offOf(part: string, { where }: Line): unknown {
  const plain = part.replaceAll(/(\d{4})[-/](\d\d?)[-/](\d\d?)(?:T00:00:00)?/g, dayText);
  const [, from, until, why] =
    /^(\d{4}-\d\d-\d\d)(?:\s*(?:\.\.|…|~)\s*(\d{4}-\d\d-\d\d))?(?:\s+(.+))?$/.exec(plain) ?? [];
  if (from !== undefined) return dropEmpty({ from, until, why });
  throw new FileFailure(
    `${where}: days off must be written as "2026-11-23..2026-11-27 leave", or as one date, got ${part}`,
  );
}

const dayText = (_: string, year: string, month: string, day: string): string =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
