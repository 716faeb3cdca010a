import type { ListReading } from '#domain/table-reading.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readRows, type TableRow } from '../../files/reading/table-rows.ts';
import type { TableSource } from '../../files/table-source.ts';
import { readNumber, withSign } from '../../files/values/number-text.ts';
import {
  daysOffOf,
  listOf,
  proficiencyOf,
  skillOf,
  windowsOf,
  type DaysOff,
  type Window,
} from './people-cells.ts';
import { isTotalWord } from '../tables/headings/total-words.ts';
import { PEOPLE_HEADINGS } from './people-headings.ts';

const OPTIONAL = [
  'name',
  'skills',
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

type Column = 'id' | (typeof OPTIONAL)[number];

/** People in the shape of a problem's document, and what was understood of the table that they stood in. */
export type PeopleTable = { readonly people: readonly unknown[]; readonly reading: ListReading };

/**
 * The people of a table in the shape of a problem's document, which is checked afterwards. Only `id` and `skills` must be there;
 * lists are written with semicolons: `sales; billing 0.8`, `Mon-Fri 09:00-17:00; 6 09:00-13:00`, `2026-11-23..2026-11-27 leave`.
 * Instead of `skills` each of the queues may have a column, with a mark or a proficiency in it.
 */
export async function peopleOfTable(
  source: TableSource,
  queues: ReadonlySet<string> = new Set(),
): Promise<PeopleTable> {
  const people: unknown[] = [];
  const shape = {
    needed: ['id'],
    oneOf: ['skills', ...queues],
    optional: OPTIONAL,
    aliases: PEOPLE_HEADINGS,
  };
  const reading = await readRows(source, shape, {
    onRow(row) {
      if (isTotal(row)) return 'total';
      people.push(personOf({ row, queues, where: `${source.name} line ${row.line}` }));
      return undefined;
    },
  });
  return { people, reading: { ...reading, assumed: assumedOf(reading) } };
}

/** People are counted below their table. */
const isTotal = ({ field }: TableRow): boolean =>
  (isTotalWord(field('id')) || (field('id') === '' && isTotalWord(field('name')))) && field('skills') === '';

/** A week that no column tells. */
const USUAL_HOURS = { least: 0, most: 40 };

/** Hours that no column tells are said, as they decide how much people work. */
function assumedOf({ columns }: ListReading): ListReading['assumed'] {
  const has = new Set(columns.map(({ role }) => role));
  return (['least', 'most'] as const).flatMap((bound) =>
    has.has(`hours_${bound}`) ? [] : [{ column: `hours_${bound}`, value: `${USUAL_HOURS[bound]} h a week` }],
  );
}

/** A row, and how a mistake in it is called. */
type Line = { readonly row: TableRow; readonly queues: ReadonlySet<string>; readonly where: string };

function personOf(line: Line): unknown {
  const text = (column: Column): string => line.row.field(column);
  const { least, most } = USUAL_HOURS;
  const hours = { least: numberOf(line, 'hours_least') ?? least, most: numberOf(line, 'hours_most') ?? most };
  return dropEmpty({
    id: text('id'),
    name: text('name'),
    skills: Object.fromEntries(skillsOf(line)),
    languages: listOf(text('languages')),
    hours,
    shifts: listOf(text('shifts')),
    site: text('site'),
    seniority: numberOf(line, 'seniority'),
    answeringShare: numberOf(line, 'answering_share'),
    available: listOf(text('available')).flatMap((part) => windows(part, line)),
    off: listOf(text('off')).map((part) => daysOff(part, line)),
  });
}

/** What is not written is not told, so that the document's own rules for what is missing hold. */
function dropEmpty(fields: Readonly<Record<string, unknown>>): unknown {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept);
}

/** From the list of skills, and from the columns of queues. */
function skillsOf({ row, queues, where }: Line): readonly (readonly [string, number])[] {
  const own = [...queues].flatMap((queue) => {
    const proficiency = proficiencyOf(row.field(queue));
    if (proficiency === undefined) return [];
    if (proficiency >= 0) return [[queue, proficiency] as const];
    throw new FileFailure(
      `${where}: ${queue} must be a mark such as x, or a proficiency such as 0.8, got ${row.field(queue)}`,
    );
  });
  return [...listOf(row.field('skills')).map((part) => skillOf(part, queues)), ...own];
}

function numberOf({ row, where }: Line, column: Column): number | undefined {
  const text = row.field(column);
  if (text === '') return undefined;
  const number = readNumber(text);
  if (number !== undefined) return withSign(number, number.kind === 'either' ? number.sign : 'point');
  throw new FileFailure(`${where}: ${column} must be a number, got ${text}`);
}

function windows(part: string, { where }: Line): readonly Window[] {
  const found = windowsOf(part);
  if (found.length > 0) return found;
  throw new FileFailure(
    `${where}: hours must be written as "1 09:00-17:00", 1 for Monday, or "Mon-Fri 09:00-17:00", got ${part}`,
  );
}

function daysOff(part: string, { where }: Line): DaysOff {
  const found = daysOffOf(part);
  if (found !== undefined) return found;
  throw new FileFailure(
    `${where}: days off must be written as "2026-11-23..2026-11-27 leave", or as one date, got ${part}`,
  );
}
