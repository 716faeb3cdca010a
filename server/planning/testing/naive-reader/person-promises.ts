import { dayNo, dayText, isoWeekday, minutesOf, type Wall } from './clocks.ts';
import type { RawDocument, RawPerson } from './raw-document.ts';
import { shiftNamed, startsOf, type Work } from './read-roster.ts';
import { days, mondays } from './time-rules.ts';

export type Asked = {
  readonly document: RawDocument;
  readonly wall: Wall;
  readonly person: RawPerson;
  /** Those of the plan. */
  readonly works: readonly Work[];
};

const MINUTE = 60_000;

/** What a document promises one person beside the rules. */
export const PERSON_PROMISES: readonly ((asked: Asked) => readonly string[])[] = [
  knownShifts,
  contractShifts,
  fixedDays,
  breaksInWindows,
  sessionsInPlace,
];

function knownShifts({ document, wall, works }: Asked): readonly string[] {
  const first = dayNo(document.from);
  return works.flatMap(({ name, day, start, end }) => {
    const found = shiftNamed(document, name);
    const begins = found === undefined ? Number.NaN : wall.when(day, found.start);
    const isRight = start === begins && end === begins + (found?.shift.minutes ?? 0) * MINUTE;
    return isRight && day >= first && day < first + document.days
      ? []
      : [`no such shift ${name} ${dayText(day)}`];
  });
}

function contractShifts({ person: { shifts = [] }, works }: Asked): readonly string[] {
  return works.flatMap(({ kind, day }) =>
    shifts.length === 0 || shifts.includes(kind) ? [] : [`${kind} is not in the contract ${dayText(day)}`],
  );
}

function fixedDays({ document, person, works }: Asked): readonly string[] {
  return (document.fixed ?? []).flatMap(({ person: who, day, shift, start }) => {
    if (who !== person.id) return [];
    const is = works.filter((one) => one.day === dayNo(day)).map(({ name }) => name);
    const own = document.shifts.find(({ id }) => id === shift);
    const isOneOfMany = start !== undefined && own !== undefined && startsOf(own).length > 1;
    const wanted = shift === 'off' ? [] : [isOneOfMany ? `${shift}@${start}` : shift];
    return is.join(' ') === wanted.join(' ') ? [] : [`fixed ${shift} is ${is.join(' ') || 'off'} ${day}`];
  });
}

/** Every break once, within its window, none over another, all within the shift. */
function breaksInWindows({ works }: Asked): readonly string[] {
  return works.flatMap(({ shift, start, end, day, parts }) => {
    const rules = shift?.breaks ?? [];
    const wrong = rules.flatMap(({ name, minutes, earliest, latest }) => {
      const there = parts.filter((part) => part.name === name);
      const fits = there.some(
        ({ from, until }) =>
          until - from === minutes * MINUTE &&
          from >= start + earliest * MINUTE &&
          from <= start + latest * MINUTE,
      );
      const many = rules.filter((one) => one.name === name).length;
      return fits && there.length === many ? [] : [`break ${name} ${dayText(day)}`];
    });
    const inOrder = parts.toSorted((one, other) => one.from - other.from);
    const meets = inOrder.some(({ until }, at) => until > (inOrder[at + 1]?.from ?? Infinity));
    const isOutside = parts.some(({ from, until }) => from < start || until > end);
    return [...wrong, ...(meets || isOutside ? [`parts of ${dayText(day)}`] : [])];
  });
}

function sessionsInPlace({ document, wall, person, works }: Asked): readonly string[] {
  const named = new Map((document.activities ?? []).map((one) => [one.name, one]));
  const held = works.flatMap(({ shift, day, parts }) =>
    parts
      .filter(({ name }) => !(shift?.breaks ?? []).some((one) => one.name === name))
      .map((part) => ({ ...part, day })),
  );
  return held.flatMap(({ name, from, until, day }) => {
    const minutes = (until - from) / MINUTE;
    const { deferredWork } = document;
    if (name === deferredWork?.name)
      return minutes < deferredWork.leastMinutes ? [`short ${name} ${dayText(day)}`] : [];
    const asked = named.get(name);
    if (asked === undefined) return [`nobody asked for ${name}`];
    const isTheirs =
      asked.people === 'all' ||
      (Array.isArray(asked.people)
        ? asked.people.includes(person.id)
        : 'skill' in asked.people && asked.people.skill in person.skills);
    const [local, clock = ''] = wall.show(from).split(' ');
    const starts = minutesOf(clock);
    const isInHours =
      starts >= minutesOf(asked.from ?? '00:00') && starts + minutes <= minutesOf(asked.until ?? '48:00');
    const isOnDay = (asked.days ?? []).length === 0 || asked.days?.includes(local ?? '') === true;
    const isOnce = held.filter((one) => one.name === name).length === 1;
    return isTheirs && isInHours && isOnDay && isOnce && minutes === asked.minutes
      ? []
      : [`session ${name} ${dayText(day)}`];
  });
}

/** No work on a day off: neither a shift of that day, nor a minute of any other. */
export function workedDaysOff({ wall, person, works }: Asked): readonly string[] {
  return works.flatMap((work) =>
    (person.off ?? []).flatMap(({ from, until = from }) => {
      const [first, last] = [dayNo(from), dayNo(until)];
      const isOwn = work.day >= first && work.day <= last;
      const reaches = work.end > wall.when(first, 0) && work.start < wall.when(last + 1, 0);
      return isOwn || reaches ? [`works ${work.name} of ${dayText(work.day)} on leave from ${from}`] : [];
    }),
  );
}

/** Every quarter of an hour of a shift lies in some window, a window of the day before that passes midnight too. */
export function workedOutsideHours({ wall, person: { available = [] }, works }: Asked): readonly string[] {
  if (available.length === 0) return [];
  return works.flatMap(({ start, end, day, name }) => {
    for (let at = start; at < end; at += 15 * MINUTE) {
      const [local = '', clock = ''] = wall.show(at).split(' ');
      const minute = minutesOf(clock);
      const isIn = available.some(({ weekday, from, until }) => {
        const back = (isoWeekday(dayNo(local)) - weekday + 7) % 7;
        const here = minute + back * 1440;
        return here >= minutesOf(from) && here < minutesOf(until);
      });
      if (!isIn) return [`outside hours ${name} ${dayText(day)}`];
    }
    return [];
  });
}

/** Paid hours of the whole plan within the contract; a day off spares a fifth of a week's least, five at most a week. */
export function contractBroken(
  { document, person, works }: Asked,
  toleranceHours: number,
): readonly string[] {
  const [first, end] = [dayNo(document.from), dayNo(document.from) + document.days];
  const { least, most } = person.hours ?? { least: 0, most: 40 };
  const isOff = (day: number): boolean =>
    (person.off ?? []).some(({ from, until = from }) => day >= dayNo(from) && day <= dayNo(until));
  const spared = mondays(first, end)
    .map(
      (monday) =>
        Math.min(5, days(Math.max(first, monday), Math.min(end, monday + 7)).filter(isOff).length) / 5,
    )
    .reduce((sum, one) => sum + one, 0);
  const weeks = document.days / 7;
  const paid = works.reduce((sum, one) => sum + one.paidMinutes, 0) / 60;
  const isShort = paid < Math.max(0, weeks - spared) * least - toleranceHours * weeks - 1e-6;
  return isShort || paid > most * weeks + toleranceHours * weeks + 1e-6 ? [`contract: ${paid} h`] : [];
}

export function brokenWishes({ document, person, works }: Asked): readonly string[] {
  const [first, end] = [dayNo(document.from), dayNo(document.from) + document.days];
  return (person.wishes ?? []).flatMap(({ day, wants }) => {
    const no = dayNo(day);
    if (no < first || no >= end) return [];
    const kinds = works.filter((one) => one.day === no).map(({ kind }) => kind);
    const isMet =
      wants === 'off' ? kinds.length === 0 : wants === 'work' ? kinds.length > 0 : kinds.includes(wants);
    return isMet ? [] : [`wish for ${wants} ${day}`];
  });
}
