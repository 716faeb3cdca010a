import { agentsFor } from 'erlang-c';
import { queueId } from '#domain/ids.ts';
import type {
  BreakRule,
  CoverageProblem,
  QueueNeed,
  ShiftKind,
  CoverageGroup,
} from '../model/coverage-problem.ts';
import { chanceOf } from '../../chance.ts';

export type BankWeek = {
  readonly people: number;
  readonly seed: number;
  /** Agent-hours required over agent-hours that the people can give. */
  readonly tightness?: number;
  /** A queue's share of the contacts; one queue where absent. */
  readonly queueShares?: readonly number[];
  /** The queues of each skill set, and its share of the people. One set of all where absent. */
  readonly skillSets?: readonly { readonly queues: readonly number[]; readonly share: number }[];
  /** Between two possible starts of a shift. */
  readonly startStep?: number;
};

const DAY = 96;
const HANDLE_SECONDS = 225;
const TARGET = { serviceLevel: 0.8, withinSeconds: 20 };
/** Arrivals against the busiest day, Monday first: a bank's Mondays are busy and its Sundays quiet. */
const DAY_SHARES = [1, 0.93, 0.9, 0.91, 0.97, 0.52, 0.36];
/** Two peaks and a long evening: hour of the day, width and height. */
const PEAKS = [
  { hour: 10.4, width: 1.9, height: 1 },
  { hour: 14.3, width: 2.4, height: 0.88 },
  { hour: 18.8, width: 2.2, height: 0.42 },
] as const;

/** A week of a bank's hotline at quarter-hours, open 06:00 to 24:00: full-timers, four-day people and part-timers. */
export function bankWeek(week: BankWeek): CoverageProblem {
  const { people, seed, tightness = 1, queueShares = [1], startStep = 2 } = week;
  const skillSets = week.skillSets ?? [{ queues: queueShares.map((_, queue) => queue), share: 1 }];
  const groups = skillSets.flatMap((set, place) => staff(set, Math.round(people * set.share), place));
  const supply = groups.reduce((sum, group) => sum + group.people * productiveHours(group), 0);
  const queues = scaledNeeds({ queueShares, seed, hours: supply * tightness });
  return {
    intervalMinutes: 15,
    days: DAY_SHARES.map((_, day) => ({ name: `day ${day + 1}`, intervals: DAY })),
    queues,
    shiftKinds: shiftKinds(startStep),
    groups,
    activities: [],
  };
}

function staff(set: { readonly queues: readonly number[] }, people: number, place: number): CoverageGroup[] {
  const skills = set.queues.map((queue) => ({ queue: queueId(`queue ${queue + 1}`), efficiency: 1 }));
  const partTime = Math.round(people * 0.22);
  const fourDays = Math.round(people * 0.15);
  const common = { skills, mostDaysInRow: 6, leastRest: 44 };
  return [
    {
      ...common,
      name: `five days ${place + 1}`,
      people: people - partTime - fourDays,
      shiftKinds: ['eight'],
      daysOn: { least: 5, most: 5 },
      paidIntervals: { least: 160, most: 160 },
    },
    {
      ...common,
      name: `four days ${place + 1}`,
      people: fourDays,
      shiftKinds: ['ten'],
      daysOn: { least: 4, most: 4 },
      paidIntervals: { least: 160, most: 160 },
    },
    {
      ...common,
      name: `part-time ${place + 1}`,
      people: partTime,
      shiftKinds: ['five', 'six'],
      daysOn: { least: 4, most: 5 },
      paidIntervals: { least: 80, most: 112 },
    },
  ];
}

function productiveHours({ shiftKinds: [kind] }: CoverageGroup): number {
  if (kind === 'eight') return 5 * 7.5;
  if (kind === 'ten') return 4 * 9.5;
  return 23;
}

const short = (earliest: number, latest: number): BreakRule => ({
  name: 'break',
  length: 1,
  earliest,
  latest,
  isPaid: true,
});
const lunch = (earliest: number, latest: number): BreakRule => ({
  name: 'lunch',
  length: 2,
  earliest,
  latest,
  isPaid: false,
});

function shiftKinds(step: number): ShiftKind[] {
  const between = (from: number, until: number): number[] =>
    Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, place) => from + place * step);
  return [
    {
      name: 'eight',
      length: 34,
      starts: between(24, 62),
      breaks: [short(6, 10), lunch(14, 20), short(24, 29)],
    },
    {
      name: 'ten',
      length: 42,
      starts: between(24, 54),
      breaks: [short(8, 12), lunch(16, 24), short(30, 36)],
    },
    { name: 'five', length: 20, starts: between(24, 76), breaks: [short(8, 12)] },
    { name: 'six', length: 24, starts: between(24, 72), breaks: [short(8, 15)] },
  ];
}

type Scale = { readonly queueShares: readonly number[]; readonly seed: number; readonly hours: number };

/** The size of the hotline is found by halving, so that its need is `hours` agent-hours. */
function scaledNeeds(scale: Scale): QueueNeed[] {
  let low = 0;
  let high = scale.hours;
  for (let round = 0; round < 30; round += 1) {
    const middle = (low + high) / 2;
    if (hoursOf(needs(scale, middle)) > scale.hours) high = middle;
    else low = middle;
  }
  return needs(scale, low);
}

const hoursOf = (queues: readonly QueueNeed[]): number =>
  queues.reduce((sum, { required }) => sum + required.reduce((all, one) => all + one / 4, 0), 0);

function needs({ queueShares, seed }: Scale, busiestLoad: number): QueueNeed[] {
  return queueShares.map((share, queue) => {
    const random = chanceOf(seed * 31 + queue);
    const required = DAY_SHARES.flatMap((dayShare) =>
      Array.from({ length: DAY }, (_, at) => {
        const wobble = 1 + (random() - 0.5) * 0.1;
        return crewFor(busiestLoad * share * dayShare * shapeAt(at / 4 + 0.125, queue) * wobble);
      }),
    );
    const flat = (cost: number): number[] => required.map(() => cost);
    return { queue: queueId(`queue ${queue + 1}`), required, underCost: flat(2), overCost: flat(1) };
  });
}

/** Every queue has its day a little later than the one before. */
function shapeAt(hour: number, queue: number): number {
  if (hour < 6) return 0;
  return PEAKS.reduce((sum, { hour: peak, width, height }) => {
    const away = (hour - peak - queue * 0.7) / width;
    return sum + height * Math.exp(-away * away);
  }, 0.04);
}

const crews = new Map<number, number>();

/** Loads are rounded to a tenth of an Erlang, so that each is worked out once. */
function crewFor(load: number): number {
  const tenths = Math.round(load * 10);
  if (tenths === 0) return 0;
  const known = crews.get(tenths);
  if (known !== undefined) return known;
  const { agents } = agentsFor({
    model: 'C',
    load: tenths / 10,
    handleSeconds: HANDLE_SECONDS,
    target: TARGET,
  });
  crews.set(tenths, agents);
  return agents;
}
