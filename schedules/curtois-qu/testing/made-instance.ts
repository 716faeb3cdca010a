import { chanceOf, shuffled, type Chance } from '../../chance.ts';

/** How large an instance is to be. */
export type MadeSize = {
  readonly days: number;
  readonly people: number;
  readonly shifts: number;
  /** Required minutes as a share of the most that the staff may work. Absent: all of them. */
  readonly load?: number;
  /** Lengths of shifts, minutes; given out by turns. Absent: eight hours. */
  readonly lengths?: readonly number[];
  /** Least minutes of a week below the most. Absent: four hours. */
  readonly spreadWeek?: number;
  readonly seed?: number;
};

/**
 * An instance in the manner of the published ones, in their text format: shifts round the clock with eleven hours of rest
 * between, contracts of three kinds, days off, requests in runs, and cover that takes nearly all the minutes there are.
 */
export function madeInstance(size: MadeSize): string {
  const { days, people, load = 1, seed = 1, spreadWeek = 240 } = size;
  const chance = chanceOf(seed);
  const shifts = makeShifts(size);
  const staff = Array.from({ length: people }, (_, place) =>
    makeEmployee(chance, { shifts, days, spreadWeek }, place / people),
  );
  const requests = staff.flatMap((employee) => makeRequests(chance, employee, days));
  const wished = (on: boolean): string[] =>
    requests.flatMap((one) => (one.on === on ? [`${one.id},${one.day},${one.shift},${one.weight}`] : []));
  const sections: Readonly<Record<string, readonly string[]>> = {
    SECTION_HORIZON: [`${days}`],
    SECTION_SHIFTS: shifts.map(shiftLine),
    SECTION_STAFF: staff.map(employeeLine),
    SECTION_DAYS_OFF: staff.map(({ id, daysOff }) => [id, ...daysOff].join()),
    SECTION_SHIFT_ON_REQUESTS: wished(true),
    SECTION_SHIFT_OFF_REQUESTS: wished(false),
    SECTION_COVER: makeCover(chance, { shifts, staff, days, load }),
  };
  return Object.entries(sections)
    .flatMap(([name, lines]) => [name, ...lines])
    .join('\n');
}

type Shift = {
  readonly id: string;
  readonly start: number;
  readonly minutes: number;
  readonly notNext: string[];
};

const DAY = 1_440;
const REST = 660;
/** Starts of the kinds of shifts, minutes after midnight. */
const STARTS = [540, 420, 840, 1_320, 600, 480, 720, 360, 960, 660];

function makeShifts({ shifts: many, lengths = [480] }: MadeSize): readonly Shift[] {
  const shifts = Array.from({ length: many }, (_, place): Shift => {
    const start = STARTS[place % STARTS.length] ?? 0;
    const minutes = lengths[place % lengths.length] ?? 0;
    return { id: `S${place + 1}`, start, minutes, notNext: [] };
  });
  for (const one of shifts)
    for (const next of shifts)
      if (next.start + DAY - one.start - one.minutes < REST) one.notNext.push(next.id);
  return shifts;
}

const shiftLine = ({ id, minutes, notNext }: Shift): string => `${id},${minutes},${notNext.join('|')}`;

type Employee = {
  readonly id: string;
  readonly most: ReadonlyMap<string, number>;
  readonly figures: readonly number[];
  readonly daysOff: readonly number[];
};

/** Of every ten employees seven work full time, two two thirds of it, and one two fifths. */
const CONTRACTS = [
  { until: 0.7, fullTime: 1, inRow: [5, 2, 2], weekendsFree: 2 },
  { until: 0.9, fullTime: 0.65, inRow: [5, 1, 2], weekendsFree: 1 },
  { until: 1, fullTime: 0.4, inRow: [5, 1, 1], weekendsFree: 1 },
];
const FULL_WEEK = 2_160;

type Making = Required<Pick<MadeSize, 'days' | 'spreadWeek'>> & { readonly shifts: readonly Shift[] };

function makeEmployee(chance: Chance, { shifts, days, spreadWeek }: Making, share: number): Employee {
  const { fullTime = 1, inRow = [], weekendsFree = 2 } = CONTRACTS.find(({ until }) => share < until) ?? {};
  const weeks = days / 7;
  const most = shifts.map(({ id, start }, place): [string, number] => {
    if (place > 0 && chance() < 0.4) return [id, 0];
    const nights = start >= 1_200 ? Math.round(weeks) : days;
    return [id, place === 0 ? days : Math.ceil(nights / (chance() < 0.5 ? 1 : 2))];
  });
  const mostMinutes = Math.round(FULL_WEEK * fullTime * weeks);
  const weekends = Math.ceil(weeks - (weekendsFree * weeks) / 4);
  return {
    id: `P${Math.round(share * 1_000)}x${Math.floor(chance() * 1e6)}`,
    most: new Map(most),
    figures: [mostMinutes, mostMinutes - Math.round(spreadWeek * weeks), ...inRow, weekends],
    daysOff: shuffled([...Array(days).keys()], chance).slice(0, Math.round(weeks / 2)),
  };
}

const employeeLine = ({ id, most, figures }: Employee): string =>
  [id, [...most].map(([shift, count]) => `${shift}=${count}`).join('|'), ...figures].join();

type Request = {
  readonly on: boolean;
  readonly id: string;
  readonly day: number;
  readonly shift: string;
  readonly weight: number;
};

const RUNS_A_MONTH = 3;
const ON_SHARE = 0.6;

/** Runs of up to five days on which one shift is wished for, or wished away. */
function makeRequests(chance: Chance, { id, most, daysOff }: Employee, days: number): readonly Request[] {
  const taken = new Set(daysOff);
  const able = [...most].flatMap(([shift, count]) => (count > 0 ? [shift] : []));
  const pick = (least: number, many: number): number => least + Math.floor(chance() * many);
  return Array.from({ length: Math.round((RUNS_A_MONTH * days) / 28) }).flatMap(() => {
    const [from, length, weight, on] = [pick(0, days), pick(1, 5), pick(1, 3), chance() < ON_SHARE];
    const shift = able[pick(0, able.length)] ?? '';
    const run = Array.from({ length }, (_, at) => from + at).filter((day) => day < days && !taken.has(day));
    for (const day of run) taken.add(day);
    return run.map((day) => ({ on, id, day, shift, weight }));
  });
}

type Covering = {
  readonly shifts: readonly Shift[];
  readonly staff: readonly Employee[];
  readonly days: number;
  readonly load: number;
};

/** Each shift in proportion to who may work it, up and down by chance. */
function makeCover(chance: Chance, { shifts, staff, days, load }: Covering): readonly string[] {
  const able = shifts.map(({ id }) =>
    staff.reduce((sum, { most, figures }) => {
      const kinds = [...most.values()].reduce((all, count) => all + count, 0);
      return sum + ((figures[0] ?? 0) * (most.get(id) ?? 0)) / kinds;
    }, 0),
  );
  return Array.from({ length: days }).flatMap((_, day) =>
    shifts.map(({ id, minutes }, place) => {
      const usual = ((able[place] ?? 0) * load) / minutes / days;
      const required = Math.floor(usual * (0.6 + 0.8 * chance()) + chance());
      return `${day},${id},${required},100,1`;
    }),
  );
}
