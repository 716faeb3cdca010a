import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { agentsFor, erlangA, erlangB, erlangC } from './erlang-c.ts';
import type { ErlangA, ErlangB, ErlangC, ServiceLevels, Target } from './erlang-c.ts';

// Reference vectors worked out by another program with 60 digits: testing/README.md says how.
const file = new URL('./testing/vectors.json.gz', import.meta.url);

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly in: Readonly<Record<string, string | number>> & {
    readonly target?: Readonly<Record<string, string | number>>;
  };
  readonly out: Readonly<Record<string, string | number>>;
};

const rows = readRows();

test('every single-crew row agrees to a relative 1e-11 in every column', () => {
  let judged = 0;
  for (const row of rows) {
    const columns = columnsOf(row);
    if (columns === undefined) continue;
    judged += 1;
    for (const [name, printed] of Object.entries(row.out))
      expectClose(`${row.id} ${name}`, columns[name], printed);
  }
  expect(judged).toBeGreaterThanOrEqual(111);
});

test('every inverse row finds the printed crew, and its figures and those of one agent less', () => {
  const inverses = rows.filter(({ kind }) => kind.startsWith('inverse'));
  expect(inverses.length).toBeGreaterThanOrEqual(38);
  for (const row of inverses) {
    const staffing = staffed(row);
    expect(`${row.id} ${staffing.agents}`).toBe(`${row.id} ${row.out['agents']}`);
    for (const [name, printed] of Object.entries(row.out)) {
      const figures = name.endsWith('_minus_1') ? staffing.oneLess : staffing.figures;
      if (name !== 'agents')
        expectClose(`${row.id} ${name}`, figureNamed(figures, name.replace(/_at_N.*/, '')), printed);
    }
  }
});

test('the edge rows hold', () => {
  const noCalls = erlangA({ agents: 5, load: 0, handleSeconds: 180, patienceSeconds: 60, withinSeconds: 20 });
  expect(noCalls).toMatchObject({
    waitProbability: 0,
    speedOfAnswer: 0,
    occupancy: 0,
    abandonProbability: 0,
  });
  expect(noCalls.serviceLevel.offered).toBe(1);
  const atOnce = { agents: 7, load: 5, handleSeconds: 180, patienceSeconds: 60, withinSeconds: 0 };
  expect(erlangA(atOnce).serviceLevel.offered).toBeCloseTo(1 - erlangA(atOnce).waitProbability, 14);
  const noPlaces = erlangA({ ...atOnce, lines: 7 });
  expect(noPlaces.blocking).toBeCloseTo(erlangB({ agents: 7, load: 5 }).blocking, 14);
  expect(noPlaces.waitProbability).toBe(0);
});

function readRows(): Row[] {
  const { rows: all }: { rows: Row[] } = JSON.parse(gunzipSync(readFileSync(file)).toString());
  return all;
}

function columnsOf({ kind, in: given }: Row): Readonly<Record<string, number>> | undefined {
  const agents = Number(given['agents']);
  const load = Number(given['load_erlang']);
  const question = {
    agents,
    load,
    handleSeconds: Number(given['aht_s']),
    withinSeconds: Number(given['T_s']),
  };
  switch (kind) {
    case 'erlang_b':
      return lossColumns(erlangB({ agents, load }), agents);
    case 'erlang_c':
      return queueColumns(erlangC(question));
    case 'erlang_a':
      return patienceColumns(erlangA({ ...question, patienceSeconds: Number(given['patience_s']) }));
    case 'mmskm':
    case 'mmsk': {
      const patienceSeconds = kind === 'mmsk' ? Infinity : Number(given['patience_s']);
      return patienceColumns(erlangA({ ...question, patienceSeconds, lines: Number(given['lines']) }));
    }
    default:
      return undefined;
  }
}

function lossColumns({ blocking, occupancy }: ErlangB, agents: number): Record<string, number> {
  return { p_block: blocking, occupancy, carried_erlang: occupancy * agents };
}

function queueColumns(figures: ErlangC): Record<string, number> {
  return {
    p_wait: figures.waitProbability,
    sl: figures.serviceLevel,
    sl_complement: figures.serviceMiss,
    asa: figures.speedOfAnswer,
    mean_wait_delayed: figures.meanWaitOfDelayed,
    occupancy: figures.occupancy,
    mean_queue: figures.queueLength,
  };
}

function patienceColumns(figures: ErlangA): Record<string, number> {
  const { serviceLevel, waitProbability, abandonProbability } = figures;
  return {
    p_wait: waitProbability,
    p_block: figures.blocking,
    p_abandon: abandonProbability,
    p_abandon_of_accepted: abandonProbability / (1 - figures.blocking),
    served: figures.served,
    occupancy: figures.occupancy,
    asa: figures.speedOfAnswer,
    mean_wait_all: figures.meanWait,
    mean_queue: figures.queueLength,
    // Of probabilities too small for a double there is no quotient.
    p_abandon_given_wait: waitProbability === 0 ? Number.NaN : abandonProbability / waitProbability,
    sl_offered: serviceLevel.offered,
    sl_offered_complement: figures.serviceMiss,
    sl_answered: serviceLevel.answered,
    sl_excl_short_abandons: serviceLevel.excludingShortAbandons,
    sl_abandons_count_good: serviceLevel.abandonsCountGood,
    sl_virtual: serviceLevel.virtual,
    abandoned_within_T: figures.abandonedWithin,
  };
}

const DEFINITIONS: Readonly<Record<string, keyof ServiceLevels>> = {
  sl: 'offered',
  sl_offered: 'offered',
  sl_answered: 'answered',
  sl_excl_short_abandons: 'excludingShortAbandons',
  sl_abandons_count_good: 'abandonsCountGood',
  sl_virtual: 'virtual',
};

function staffed({ kind, in: given }: Row): { agents: number; figures: object; oneLess: object | undefined } {
  const load = Number(given['load_erlang']);
  const target = targetOf(given.target ?? given);
  if (kind === 'inverse_b') return agentsFor({ model: 'B', load, target });
  const handleSeconds = Number(given['aht_s']);
  if (kind === 'inverse_c') return agentsFor({ model: 'C', load, handleSeconds, target });
  const waitingPlaces = given['waiting_room'] === undefined ? undefined : Number(given['waiting_room']);
  const patienceSeconds = Number(given['patience_s']);
  return agentsFor({ model: 'A', load, handleSeconds, patienceSeconds, waitingPlaces, target });
}

function targetOf(given: Readonly<Record<string, string | number>>): Target {
  const number = (name: string): number | undefined =>
    given[name] === undefined ? undefined : Number(given[name]);
  const level = Object.keys(DEFINITIONS).find((name) => given[name] !== undefined);
  return {
    serviceLevel: level === undefined ? undefined : number(level),
    definition: level === undefined ? undefined : DEFINITIONS[level],
    withinSeconds: number('T_s'),
    speedOfAnswerSeconds: number('asa_s'),
    abandonProbability: number('max_p_abandon'),
    occupancy: number('max_occupancy'),
    blocking: number('max_p_block'),
  };
}

const FIGURES: Readonly<Record<string, string>> = {
  p_block: 'blocking',
  p_wait: 'waitProbability',
  p_abandon: 'abandonProbability',
  asa: 'speedOfAnswer',
  occupancy: 'occupancy',
};

function figureNamed(figures: object | undefined, column: string): number | undefined {
  const flat: Record<string, unknown> = { ...figures };
  const levels = flat['serviceLevel'];
  const named = FIGURES[column] ?? DEFINITIONS[column] ?? '';
  if (FIGURES[column] === undefined && typeof levels === 'number') return levels;
  const source: Record<string, unknown> = typeof levels === 'object' ? { ...levels, ...flat } : flat;
  const value = source[named];
  return typeof value === 'number' ? value : undefined;
}

/** Relative 1e-11; what is printed below 1e-250 may be anything that small. */
function expectClose(what: string, got: number | undefined, printed: string | number): void {
  const wanted = Number(printed);
  if (got === undefined) throw new Error(`${what} is not reachable`);
  if (Number.isNaN(got) && what.endsWith('p_abandon_given_wait')) return;
  const error =
    Math.abs(wanted) < 1e-250 ? Math.abs(got - wanted) / 1e-239 : Math.abs(got - wanted) / Math.abs(wanted);
  expect(error, `${what}: got ${got}, printed ${printed}`).toBeLessThan(1e-11);
}
