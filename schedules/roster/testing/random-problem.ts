import { chanceOf, type Chance } from '../../chance.ts';
import type { Duty, RosterPerson, RosterProblem, RosterRules } from '../problem/roster-problem.ts';

export type Size = { readonly days: number; readonly people: number; readonly shifts: number };

/** A problem made up from a seed, with every kind of rule; small enough, it can be solved by trying all. */
export function randomProblem(seed: number, { days, people, shifts }: Size): RosterProblem {
  const chance = chanceOf(seed);
  const upTo = (most: number): number => Math.floor(chance() * (most + 1));
  const minutes = [480, 360, 600];
  return {
    days,
    shifts: Array.from({ length: shifts }, (_, at) => ({
      id: `s${at}`,
      minutes: minutes[upTo(2)] ?? 480,
      notNext: chance() < 0.5 ? [upTo(shifts - 1)] : [],
    })),
    people: Array.from({ length: people }, (_, at) =>
      randomPerson(chance, upTo, `p${at}`, { days, people, shifts }),
    ),
    demands: Array.from({ length: days * shifts }, (_, at) => ({
      day: Math.floor(at / shifts),
      shifts: chance() < 0.8 ? [at % shifts] : Array.from({ length: shifts }, (__, shift) => shift),
      ...(chance() < 0.3 ? { people: [upTo(people - 1)] } : {}),
      required: upTo(people - 1),
      underCost: 1 + upTo(20),
      overCost: upTo(3),
    })),
    weekends: [[1, 2].filter((day) => day < days), [5, 6].filter((day) => day < days)],
  };
}

type Upto = (most: number) => number;

function randomPerson(chance: Chance, upTo: Upto, id: string, size: Size): RosterPerson {
  const { days, shifts } = size;
  const own = Array.from({ length: shifts }, (_, shift) => shift).filter(
    (shift) => shift === 0 || chance() < 0.8,
  );
  const duty = (): Duty => (chance() < 0.2 ? 'off' : (own[upTo(own.length - 1)] ?? 'off'));
  const kind = chance() < 0.5 ? 'worked' : 'off';
  const before = chance() < 0.5 ? {} : ({ before: { kind, days: 1 + upTo(1), shift: own[0] ?? 0 } } as const);
  return {
    id,
    shifts: own,
    limits:
      chance() < 0.4
        ? [{ day: upTo(days - 1), allows: chance() < 0.7 ? ['off'] : own, because: 'leave' }]
        : [],
    rules: randomRules(chance, upTo, size),
    requests: Array.from({ length: upTo(4) }, () => ({
      day: upTo(days - 1),
      duty: duty(),
      kind: chance() < 0.5 ? ('on' as const) : ('off' as const),
      weight: 1 + upTo(3),
    })),
    ...before,
  };
}

function randomRules(chance: Chance, upTo: Upto, { days, shifts }: Size): RosterRules {
  const window = { from: 0, until: days };
  const first = { from: 0, until: 3, least: 0, most: 480 * (1 + upTo(1)) };
  const count = { ...window, shifts: [upTo(shifts - 1)], least: upTo(1), most: 1 + upTo(2) };
  return {
    minutes: [
      { ...window, least: 480 * upTo(2), most: 480 * (2 + upTo(days)) },
      ...(chance() < 0.4 ? [first] : []),
    ],
    counts: chance() < 0.6 ? [count] : [],
    worked: { least: 1 + upTo(1), most: 2 + upTo(2) },
    off: { least: 1 + upTo(1), most: chance() < 0.3 ? 2 : Infinity },
    weekends: [
      { ...window, least: 0, most: upTo(2) },
      ...(chance() < 0.3 ? [{ from: 0, until: upTo(days), least: 0, most: upTo(1) }] : []),
    ],
  };
}
