import type { RosterPerson, RosterProblem, RosterShift } from '../problem/roster-problem.ts';

/**
 * What a day's end remembers of the days in a row before it: a finite automaton. Options are 0 for a day off and
 * shift + 1 for work; `next` is −1 where a rule forbids the step.
 */
export type StretchAutomaton = {
  readonly states: number;
  readonly options: number;
  readonly start: number;
  /** next[state · options + option]. */
  readonly next: Int16Array;
  /** Options of the same class lead from each state to the same next one. */
  readonly classOf: Int32Array;
  /** 1 where the day that ended was worked. */
  readonly worked: Uint8Array;
};

/** The automaton of a person's rules about days in a row and about which shift may follow which. */
export function stretchAutomaton({ shifts }: RosterProblem, person: RosterPerson): StretchAutomaton {
  const { classOf, samples } = followClasses(shifts);
  const table: Stretch[] = [];
  const places = new Map<string, number>();
  const placeOf = (stretch: Stretch): number => {
    const key = `${stretch.shiftClass} ${stretch.days} ${stretch.isLongEnough}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, table.length);
    return table.push(stretch) - 1;
  };
  const start = placeOf(firstStretch(person, classOf));
  const next: number[] = [];
  // The table grows while it is walked: every stretch that can be reached gets its row.
  for (let at = 0; at < table.length; at += 1) {
    const stretch = table[at] ?? FREE;
    for (let option = 0; option <= shifts.length; option += 1) {
      const after = follow(stretch, option, { person, classOf, samples });
      next.push(after === undefined ? -1 : placeOf(after));
    }
  }
  return {
    states: table.length,
    options: shifts.length + 1,
    start,
    next: Int16Array.from(next),
    classOf: optionClasses(next, shifts.length + 1),
    worked: Uint8Array.from(table, ({ shiftClass }) =>
      shiftClass === OFF || shiftClass === UNKNOWN ? 0 : 1,
    ),
  };
}

function optionClasses(next: readonly number[], options: number): Int32Array {
  const columns = new Map<string, number>();
  return Int32Array.from({ length: options }, (_, option) => {
    const column = next.filter((__, at) => at % options === option).join();
    // A day off is a class of its own: it counts as no work whatever follows.
    const key = option === 0 ? 'off' : column;
    const known = columns.get(key) ?? columns.size;
    columns.set(key, known);
    return known;
  });
}

/** Days in a row: counted as far as a rule looks. */
type Stretch = { readonly shiftClass: number; readonly days: number; readonly isLongEnough: boolean };

const OFF = -1;
/** Before the first day, when nothing is known of it: whatever comes is allowed, and begins a stretch. */
const UNKNOWN = -2;
const FREE: Stretch = { shiftClass: UNKNOWN, days: 0, isLongEnough: true };

type Rules = {
  readonly person: RosterPerson;
  readonly classOf: readonly number[];
  readonly samples: readonly RosterShift[];
};

/** Shifts after which the same shifts are forbidden need not be told apart. */
function followClasses(shifts: readonly RosterShift[]): Omit<Rules, 'person'> {
  const keys: string[] = [];
  const samples: RosterShift[] = [];
  const classOf = shifts.map((shift) => {
    const key = [...new Set(shift.notNext)].sort((a, b) => a - b).join();
    const known = keys.indexOf(key);
    if (known >= 0) return known;
    samples.push(shift);
    return keys.push(key) - 1;
  });
  return { classOf, samples };
}

function firstStretch({ before, rules }: RosterPerson, classOf: readonly number[]): Stretch {
  if (before === undefined) return FREE;
  const { kind, days, shift } = before;
  const { least, most } = kind === 'worked' ? rules.worked : rules.off;
  const shiftClass =
    kind === 'off' ? OFF : shift === undefined ? UNKNOWN_WORK : (classOf[shift] ?? UNKNOWN_WORK);
  return { shiftClass, days: Math.min(days, farthest(least, most)), isLongEnough: days >= least };
}

/** Worked, nobody knows what: any shift may follow. */
const UNKNOWN_WORK = -3;

/** Longer stretches than this are all alike to the rules. */
const farthest = (least: number, most: number): number => (Number.isFinite(most) ? most : Math.max(1, least));

function follow(stretch: Stretch, option: number, { person, classOf, samples }: Rules): Stretch | undefined {
  const isOff = option === 0;
  const { least, most } = isOff ? person.rules.off : person.rules.worked;
  const shiftClass = isOff ? OFF : (classOf[option - 1] ?? 0);
  const limit = farthest(least, most);
  const isUnknown = stretch.shiftClass === UNKNOWN;
  if (isUnknown || isOff !== (stretch.shiftClass === OFF)) {
    if (!stretch.isLongEnough || most < 1) return undefined;
    return { shiftClass, days: 1, isLongEnough: isUnknown || least <= 1 };
  }
  if (stretch.days >= most) return undefined;
  if (!isOff && samples[stretch.shiftClass]?.notNext.includes(option - 1) === true) return undefined;
  const days = Math.min(stretch.days + 1, limit);
  return { shiftClass, days, isLongEnough: stretch.isLongEnough || days >= least };
}
