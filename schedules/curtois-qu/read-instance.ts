import type {
  Instance,
  InstanceCover,
  InstanceEmployee,
  InstanceRequest,
  InstanceShift,
} from './instance.ts';

/** A text that is no instance: the line, what it says and what was expected. */
export type InstanceFault = { readonly fault: string };

/**
 * Reads an instance of the published shift scheduling benchmark
 * (Curtois and Qu, "Computational results on new staff scheduling benchmark instances", 2014).
 */
export function readInstance(text: string): Instance | InstanceFault {
  try {
    return instanceOf(readSections(text));
  } catch (cause) {
    if (cause instanceof Misread) return { fault: cause.message };
    throw cause;
  }
}

/** One line of a section, cut at the commas. */
type Row = { readonly line: number; readonly cells: readonly string[] };

/** Never leaves this file. */
class Misread extends Error {}

const SECTIONS: ReadonlySet<string> = new Set([
  'SECTION_HORIZON',
  'SECTION_SHIFTS',
  'SECTION_STAFF',
  'SECTION_DAYS_OFF',
  'SECTION_SHIFT_ON_REQUESTS',
  'SECTION_SHIFT_OFF_REQUESTS',
  'SECTION_COVER',
]);

function readSections(text: string): ReadonlyMap<string, readonly Row[]> {
  const sections = new Map<string, Row[]>();
  let rows: Row[] | undefined;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (SECTIONS.has(line)) {
      rows = [];
      sections.set(line, rows);
    } else if (rows === undefined) {
      throw new Misread(
        `line ${at + 1}: expected a section such as SECTION_HORIZON, got "${line.slice(0, 60)}"`,
      );
    } else rows.push({ line: at + 1, cells: line.split(',').map((cell) => cell.trim()) });
  }
  return sections;
}

function instanceOf(sections: ReadonlyMap<string, readonly Row[]>): Instance {
  const rowsOf = (name: string): readonly Row[] => sections.get(name) ?? [];
  const [horizon] = rowsOf('SECTION_HORIZON');
  if (horizon === undefined)
    throw new Misread('expected a SECTION_HORIZON with the number of days, got none');
  const days = wholeIn(horizon, 0, 'the number of days', 1);
  const ids = new Set(rowsOf('SECTION_SHIFTS').map((row) => textIn(row, 0, 'a shift')));
  const shifts = rowsOf('SECTION_SHIFTS').map((row) => shiftOf(row, ids));
  const staff = rowsOf('SECTION_STAFF').map((row) => employeeOf(row, ids));
  const known: Known = { days, shifts: ids, staff: new Set(staff.map(({ id }) => id)) };
  if (shifts.length === 0) throw new Misread('expected shifts in SECTION_SHIFTS, got none');
  if (staff.length === 0) throw new Misread('expected employees in SECTION_STAFF, got none');
  return {
    days,
    shifts,
    staff,
    daysOff: rowsOf('SECTION_DAYS_OFF').flatMap((row) => daysOffOf(row, known)),
    onRequests: rowsOf('SECTION_SHIFT_ON_REQUESTS').map((row) => requestOf(row, known)),
    offRequests: rowsOf('SECTION_SHIFT_OFF_REQUESTS').map((row) => requestOf(row, known)),
    cover: rowsOf('SECTION_COVER').map((row) => coverOf(row, known)),
  };
}

type Known = {
  readonly days: number;
  readonly shifts: ReadonlySet<string>;
  readonly staff: ReadonlySet<string>;
};

function shiftOf(row: Row, ids: ReadonlySet<string>): InstanceShift {
  return {
    id: textIn(row, 0, 'a shift'),
    minutes: wholeIn(row, 1, 'minutes', 1),
    notNext: (row.cells[2] ?? '')
      .split('|')
      .map((id) => id.trim())
      .filter((id) => id !== '')
      .map((id) => knownShift(row, id, ids)),
  };
}

function knownShift({ line }: Row, id: string, ids: ReadonlySet<string>): string {
  if (ids.has(id)) return id;
  throw new Misread(`line ${line}: expected a shift of SECTION_SHIFTS, got "${id}"`);
}

function employeeOf(row: Row, ids: ReadonlySet<string>): InstanceEmployee {
  const most = textIn(row, 1, 'most shifts of each kind')
    .split('|')
    .map((part): [string, number] => {
      const [id = '', text = ''] = part.split('=').map((side) => side.trim());
      const count = wholeNumber(text);
      if (count === undefined || count < 0)
        throw new Misread(`line ${row.line}: expected a part such as D=14, got "${part}"`);
      return [knownShift(row, id, ids), count];
    });
  return {
    id: textIn(row, 0, 'an employee'),
    mostShifts: new Map(most),
    mostMinutes: wholeIn(row, 2, 'most minutes'),
    leastMinutes: wholeIn(row, 3, 'least minutes'),
    mostInRow: wholeIn(row, 4, 'most shifts in a row'),
    leastInRow: wholeIn(row, 5, 'least shifts in a row'),
    leastOffInRow: wholeIn(row, 6, 'least days off in a row'),
    mostWeekends: wholeIn(row, 7, 'most weekends'),
  };
}

function daysOffOf(row: Row, known: Known): Instance['daysOff'] {
  const employee = oneOf(row, 0, known.staff, 'an employee');
  return row.cells.slice(1).map((_, at) => ({ employee, day: dayIn(row, at + 1, known) }));
}

function requestOf(row: Row, known: Known): InstanceRequest {
  return {
    employee: oneOf(row, 0, known.staff, 'an employee'),
    day: dayIn(row, 1, known),
    shift: oneOf(row, 2, known.shifts, 'a shift'),
    weight: wholeIn(row, 3, 'a weight'),
  };
}

function coverOf(row: Row, known: Known): InstanceCover {
  return {
    day: dayIn(row, 0, known),
    shift: oneOf(row, 1, known.shifts, 'a shift'),
    required: wholeIn(row, 2, 'a requirement'),
    underWeight: wholeIn(row, 3, 'a weight for under'),
    overWeight: wholeIn(row, 4, 'a weight for over'),
  };
}

function dayIn(row: Row, at: number, { days }: Known): number {
  const day = wholeIn(row, at, 'a day');
  if (day >= days) throw new Misread(`line ${row.line}: expected a day below ${days}, got ${day}`);
  return day;
}

function oneOf(row: Row, at: number, known: ReadonlySet<string>, what: string): string {
  const id = textIn(row, at, what);
  if (!known.has(id))
    throw new Misread(`line ${row.line}: expected ${what} of the sections above, got "${id}"`);
  return id;
}

function textIn({ line, cells }: Row, at: number, what: string): string {
  const cell = cells[at] ?? '';
  if (cell === '') throw new Misread(`line ${line}: expected ${what} in place ${at + 1}, got nothing`);
  return cell;
}

function wholeIn(row: Row, at: number, what: string, least = 0): number {
  const cell = textIn(row, at, what);
  const value = wholeNumber(cell);
  if (value !== undefined && value >= least) return value;
  throw new Misread(`line ${row.line}: expected ${what}, a whole number from ${least}, got "${cell}"`);
}

/** As people and spreadsheets write them: 14, +14, 014, 14.0, -0. */
function wholeNumber(text: string): number | undefined {
  // Adding 0 turns -0 into 0.
  return /^[+-]?\d{1,9}(\.0*)?$/.test(text) ? Number(text) + 0 : undefined;
}
