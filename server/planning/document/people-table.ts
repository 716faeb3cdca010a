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
 */
export async function peopleOfTable(path: string): Promise<readonly unknown[]> {
  const people: unknown[] = [];
  for await (const row of tableRows(path, { needed: ['id', 'skills'], optional: OPTIONAL }))
    people.push(personOf({ row, where: `${path} line ${row.line}` }));
  return people;
}

/** A row, and how a mistake in it is called. */
type Line = { readonly row: TableRow; readonly where: string };

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
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function numberOf(line: Line, column: Column): number | undefined {
  const text = line.row.field(column);
  if (text === '') return undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new FileFailure(`${line.where}: ${column} must be a number, got ${text}`);
}

function skillOf(part: string, { where }: Line): readonly [string, number] {
  const [, queue = '', proficiency = '1'] = /^(\S+)(?:\s+([\d.]+))?$/.exec(part) ?? [];
  if (queue !== '') return [queue, Number(proficiency)];
  throw new FileFailure(
    `${where}: a skill must be a queue and a proficiency such as "billing 0.8", got ${part}`,
  );
}

function windowOf(part: string, { where }: Line): unknown {
  const [, weekday, from, until] = /^([1-7])\s+(\d?\d:\d\d)-(\d?\d:\d\d)$/.exec(part) ?? [];
  if (weekday !== undefined) return { weekday: Number(weekday), from, until };
  throw new FileFailure(`${where}: hours must be written as "1 09:00-17:00", 1 for Monday, got ${part}`);
}

function offOf(part: string, { where }: Line): unknown {
  const [, from, until, why] = /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?(?:\s+(.+))?$/.exec(part) ?? [];
  if (from !== undefined) return dropEmpty({ from, until, why });
  throw new FileFailure(`${where}: days off must be written as "2026-11-23..2026-11-27 leave", got ${part}`);
}
