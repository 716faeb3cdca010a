import { dayNo, minutesOf, type Wall } from './clocks.ts';
import { burdenOf } from './order-rules.ts';
import { workedDaysOff } from './person-promises.ts';
import type { RawDocument, RawPerson, RawRotation, RawRule } from './raw-document.ts';
import { ROTATED, shiftNamed, startsOf, type Work } from './read-roster.ts';
import { days, type Question } from './time-rules.ts';

export type Team = {
  readonly document: RawDocument;
  readonly wall: Wall;
  /** By person, in order of time, lived ones among them. */
  readonly works: ReadonlyMap<string, readonly Work[]>;
};

const MINUTE = 60_000;

/** Nobody more than so many burdens above whoever has least. */
export function unfairShares(rule: RawRule, people: readonly Question[]): readonly string[] {
  const counts = people.map((one) => burdenOf(one, rule.burden ?? ''));
  return Math.max(...counts) - Math.min(...counts) > (rule.spread ?? 0) ? [`unfair ${rule.burden}`] : [];
}

/** Never more people in an activity at a time than it says, looked at minute by minute where somebody comes in. */
export function crowdedSessions({ document, works }: Team): readonly string[] {
  return (document.activities ?? []).flatMap(({ name, atATime = Infinity }) => {
    const seats = [...works.values()]
      .flat()
      .flatMap(({ parts }) => parts.filter((part) => part.name === name));
    return seats.flatMap(({ from }) => {
      const there = seats.filter((one) => one.from <= from && from < one.until).length;
      return there > atATime ? [`${there} at a time in ${name}`] : [];
    });
  });
}

/** A day of a cycle: nothing, or a shift with its hours. */
type Mark = { readonly name: string; readonly start: number; readonly minutes: number } | undefined;

const FOUR_CREWS = ['early', 'early', 'middle', 'middle', 'night', 'night', 'off', 'off'];
const TWO_SHIFTS = [...Array<string>(6).fill('day'), 'off', ...Array<string>(6).fill('evening'), 'off'];

function marksOf(document: RawDocument, { kind, cycle }: RawRotation): readonly Mark[] {
  const usual =
    kind === 'four-crews-three-shifts' ? FOUR_CREWS : kind === 'two-shifts' ? TWO_SHIFTS : undefined;
  return (usual ?? cycle ?? []).map((name): Mark => {
    if (name === 'off') return undefined;
    const own = usual === undefined ? undefined : ROTATED[kind]?.find(({ id }) => id === name);
    if (own !== undefined)
      return { name, start: minutesOf(startsOf(own)[0] ?? '00:00'), minutes: own.minutes };
    const found = shiftNamed(document, name);
    return { name, start: found?.start ?? 0, minutes: found?.shift.minutes ?? 0 };
  });
}

/** How many days into the cycle each crew is on the anchor day: two days apart, a week apart, or as the document says. */
function placesOf({ kind, crews }: RawRotation): readonly number[] {
  if (kind === 'four-crews-three-shifts') return [0, 6, 4, 2];
  return kind === 'two-shifts' ? [0, 7] : (crews ?? []).map(({ place }) => place);
}

/** Everybody in a rotation does as one of its crews does, and crews are as even as can be. */
export function brokenRotations(team: Team): readonly string[] {
  const { document, works } = team;
  return (document.rotations ?? []).flatMap((rotation) => {
    const marks = marksOf(document, rotation);
    const fits = rotation.people.map((id) => {
      const person = document.people.find((one) => one.id === id);
      const own = (works.get(id) ?? []).filter(({ isLived }) => !isLived);
      return placesOf(rotation).filter(
        (place) => person && keepsTo(team, person, own, { rotation, marks, place }),
      );
    });
    const strays = rotation.people.filter((_, at) => fits[at]?.length === 0);
    return strays.map((id) => `${id} is in no crew of ${rotation.kind}`);
  });
}

type Crew = { readonly rotation: RawRotation; readonly marks: readonly Mark[]; readonly place: number };

function keepsTo(
  { document, wall }: Team,
  person: RawPerson,
  works: readonly Work[],
  { rotation, marks, place }: Crew,
): boolean {
  const [first, anchor] = [dayNo(document.from), dayNo(rotation.anchor)];
  return days(first, first + document.days).every((day) => {
    if ((document.fixed ?? []).some((one) => one.person === person.id && dayNo(one.day) === day)) return true;
    const is = works
      .filter((one) => one.day === day)
      .map(({ name }) => name.replace(`${rotation.kind}/`, ''));
    const away = (((day - anchor + place) % marks.length) + marks.length) % marks.length;
    const mark = marks[away];
    if (is.join(' ') === (mark?.name ?? '')) return true;
    if (is.length > 0 || mark === undefined) return false;
    const start = wall.when(day, mark.start);
    const work = { ...NOBODYS, name: mark.name, day, start, end: start + mark.minutes * MINUTE };
    // Days off are days off for crews too, and so are nights that would reach into them.
    return workedDaysOff({ document, wall, person, works: [work] }).length > 0;
  });
}

const NOBODYS = { person: '', kind: '', paidMinutes: 0, isLived: false, shift: undefined, parts: [] };

/** Where the roster says another presence than its shifts give, in queues of people who answer nothing else; half a hundredth is rounding. */
export function wrongCoverage({ document, wall, works }: Team, coverageCsv: string): readonly string[] {
  const lines = coverageCsv.trim().split('\n').slice(1);
  return lines.flatMap((line) => {
    const [queue = '', start = '', , , present = ''] = line.split(',');
    const able = document.people.filter(({ skills }) => queue in skills);
    if (able.some(({ skills }) => Object.keys(skills).length > 1)) return [];
    const at = wall.when(dayNo(start.slice(0, 10)), minutesOf(start.slice(11, 16)));
    // An hour that comes twice stands in two lines.
    if (wall.show(at + 60 * MINUTE) === wall.show(at)) return [];
    // Nobody says when those of before the plan have their breaks.
    if ([...works.values()].flat().some((one) => one.isLived && one.start <= at && at < one.end)) return [];
    const there = able.reduce(
      (sum, person) => sum + strengthAt(document, person, works.get(person.id) ?? [], { queue, at }),
      0,
    );
    return Math.abs(there - Number(present)) > 0.0051
      ? [`${queue} ${start}: ${there} present, said ${present}`]
      : [];
  });
}

function strengthAt(
  document: RawDocument,
  person: RawPerson,
  works: readonly Work[],
  { queue, at }: { readonly queue: string; readonly at: number },
): number {
  const work = works.find(({ start, end }) => start <= at && at < end);
  if (work === undefined) return 0;
  const { deferredWork } = document;
  const isAway = work.parts.some(
    ({ name, from, until }) => name !== deferredWork?.name && from <= at && at < until,
  );
  if (isAway) return 0;
  const { ramp, answeringShare = 1, skills } = person;
  const grown = ramp === undefined ? 1 : (work.day - dayNo(ramp.from)) / ramp.days;
  const share =
    ramp === undefined ? 1 : ramp.startShare + (1 - ramp.startShare) * Math.min(1, Math.max(0, grown));
  return (skills[queue] ?? 0) * answeringShare * share;
}
