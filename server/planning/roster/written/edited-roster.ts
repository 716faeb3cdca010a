import { agentId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import type { ListReading } from '#domain/table-reading.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { instantOf, isoInZone } from '#domain/time-zone.ts';
import type { NamedShift, ShiftActivity } from '../../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { clockText } from '#domain/text/clock-text.ts';
import { shiftSpan, type ShiftTemplate } from '../../../../schedules/shift-template.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { readRows, type TableRow } from '../../../files/reading/table-rows.ts';
import type { TableSource } from '../../../files/table-source.ts';
import { editedCells } from './edited-grid.ts';

const SHAPE = { needed: ['person', 'day', 'shift', 'activity', 'start', 'end'] };

/** The shifts of an edited table, and what was understood of its list. */
export type EditedRoster = { readonly shifts: readonly NamedShift[]; readonly reading: ListReading };

/**
 * The shifts of a roster's table, as it was exported in CSV or a workbook and edited by hand: a line for each shift, and for each break, session
 * and stretch of deferred work in it; or a cell in the grid of people and days, which of two that differ has to be the only one that was edited.
 * A shift without its breaks has them as early as may be. Rejects with a FileFailure that names the line.
 */
export async function editedShifts(
  problem: ShiftPlanProblem,
  source: TableSource,
  before: readonly NamedShift[],
): Promise<EditedRoster> {
  const listed = await listedShifts(problem, source);
  let { shifts } = listed;
  for (const { person, day, template } of await editedCells(problem, source, before)) {
    const isThat = (one: NamedShift): boolean => one.person === person && one.day === day;
    const [was, inList] = [before, shifts].map((some) => some.filter(isThat).map((one) => one.template.id));
    const inGrid = template === undefined ? [] : [template.id];
    if (isSame(inList, inGrid)) continue;
    if (!isSame(inList, was))
      throw new FileFailure(
        `${source.name}: ${person} has ${inGrid[0] ?? 'nothing'} on ${day} in the grid and ${inList?.join(', ') || 'nothing'} in the list: edit one of them`,
      );
    const others = shifts.filter((one) => !isThat(one));
    shifts =
      template === undefined
        ? others
        : [...others, withParts(problem, { person, day, template, breakStarts: [] }, [])];
  }
  return { shifts, reading: withoutOtherSheets(listed.reading) };
}

/** The other sheets of a roster's workbook are the grid, which is read for its edits, and reports, in which there is nothing to edit. */
function withoutOtherSheets(reading: ListReading): ListReading {
  const { format } = reading;
  return format.kind === 'workbook' ? { ...reading, format: { ...format, otherSheets: [] } } : reading;
}

const isSame = (one: readonly string[] = [], other: readonly string[] = []): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

async function listedShifts(problem: ShiftPlanProblem, source: TableSource): Promise<EditedRoster> {
  const shifts = new Map<string, NamedShift[]>();
  const parts: Line[] = [];
  const reading = await readRows(source, SHAPE, {
    onRow(row) {
      const line = lineOf(problem, source, row);
      if (line.activity !== 'shift') parts.push(line);
      else shifts.set(keyOf(line), [...(shifts.get(keyOf(line)) ?? []), plainShift(problem, line)]);
      return undefined;
    },
  });
  const byShift = Map.groupBy(parts, keyOf);
  for (const [key, [first]] of byShift)
    if (!shifts.has(key) && first !== undefined)
      throw first.wrong(`a ${first.activity} in a shift ${first.shift} that ${first.person} does not have`);
  const whole = [...shifts].flatMap(([key, own]) =>
    own.map((shift) => withParts(problem, shift, byShift.get(key) ?? [])),
  );
  return { shifts: whole, reading };
}

type Line = {
  readonly person: string;
  readonly day: LocalDay;
  readonly shift: string;
  readonly activity: string;
  /** Minutes of the wall clock from the midnight of the day. */
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly wrong: (said: string) => FileFailure;
};

const keyOf = ({ person, day, shift }: Line): string => JSON.stringify([person, day, shift]);

function lineOf({ people }: ShiftPlanProblem, { name }: TableSource, { line, field }: TableRow): Line {
  const wrong = (said: string): FileFailure => new FileFailure(`${name} line ${line}: ${said}`);
  const person = field('person');
  if (!people.some(({ id }) => id === person))
    throw wrong(`expected one of the people of the roster, got ${person}`);
  const day = dayOf(field('day').slice(0, 10), wrong);
  const minute = (column: string): number => {
    const at = wallMinute(day, field(column).replace(' ', 'T'));
    if (Number.isNaN(at))
      throw wrong(`${column} must be a local time such as ${day}T09:00:00, got ${field(column)}`);
    return at;
  };
  return {
    person,
    day,
    shift: field('shift'),
    activity: field('activity'),
    fromMinute: minute('start'),
    untilMinute: minute('end'),
    wrong,
  };
}

/** Minutes of the wall clock from the midnight of a day to a local time; not a number where it is none. */
const wallMinute = (day: LocalDay, text: string): number =>
  (Date.parse(`${text.slice(0, 19)}Z`) - Date.parse(`${day}T00:00:00Z`)) / MINUTE_MS;

function dayOf(text: string, wrong: Line['wrong']): LocalDay {
  try {
    return localDay(text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw wrong(cause.message);
  }
}

/**
 * The shift that is named; one with other hours is another start of its kind, where there is one. Whoever moves the start may leave the end as it
 * was; any other end is an edit that no shift answers.
 */
function plainShift({ templates, zone }: ShiftPlanProblem, line: Line): NamedShift {
  const named = templates.find(({ id }) => id === line.shift);
  const kind = named?.kind ?? line.shift;
  const template = templates.find((one) => one.kind === kind && one.startMinute === line.fromMinute);
  const endsThen = (one: ShiftTemplate): boolean =>
    wallMinute(line.day, isoInZone(zone, shiftSpan(one, line.day, zone).endAt)) === line.untilMinute;
  if (template === undefined || ![template, named ?? template].some(endsThen)) {
    const known = templates.slice(0, 12).map(({ id }) => id);
    throw line.wrong(
      `expected one of the shifts ${known.join(', ')} at its hours, got ${line.shift} at ${clockText(line.fromMinute)} of ${line.day}, until ${clockText(line.untilMinute)}`,
    );
  }
  return { person: agentId(line.person), day: line.day, template, breakStarts: [] };
}

function withParts(problem: ShiftPlanProblem, shift: NamedShift, parts: readonly Line[]): NamedShift {
  const { template, day } = shift;
  const { startAt } = shiftSpan(template, day, problem.zone);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const minuteOf = ({ fromMinute }: Line): number =>
    (instantOf(problem.zone, midnight + fromMinute * MINUTE_MS) - startAt) / MINUTE_MS;
  const left = [...parts].toSorted((one, other) => one.fromMinute - other.fromMinute);
  const breakStarts = template.breaks.map(({ name, earliestMinute }) => {
    const at = left.findIndex(({ activity }) => activity === name);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found === undefined ? earliestMinute : minuteOf(found);
  });
  const activities = left.map((line): ShiftActivity => ({
    name: line.activity,
    kind: line.activity === problem.deferredWork?.name ? 'deferred-work' : 'session',
    startMinute: minuteOf(line),
    lengthMinutes: line.untilMinute - line.fromMinute,
  }));
  return { ...shift, breakStarts, ...(activities.length === 0 ? {} : { activities }) };
}
