import { fileURLToPath } from 'node:url';
import { agentsFor, erlangA, erlangB, erlangC } from 'erlang-c';
import { report } from './report.ts';

const HANDLE_SECONDS = 240;
const PATIENCE_SECONDS = 150;
const WITHIN_SECONDS = 20;
const LEVEL = 0.8;
const BLOCKED = 0.01;
/** Loads differ a little from one question to the next, as in a plan. */
const LOADS = 97;

const call = {
  handleSeconds: HANDLE_SECONDS,
  patienceSeconds: PATIENCE_SECONDS,
  withinSeconds: WITHIN_SECONDS,
};
const target = { serviceLevel: LEVEL, withinSeconds: WITHIN_SECONDS };

/** Evaluations and inversions a second for models B, C and A, beside a naive search, and a plan of 50 queues × 672. */
export function benchErlang(): void {
  for (const erlang of [10, 100, 1000, 10_000]) {
    const load = (n: number): number => erlang * (1 + (n % LOADS) / 1000);
    const size = `${erlang.toLocaleString('en')} Erlang`;
    for (const [name, work] of Object.entries(worksAt(erlang, load)))
      report(`${name}, ${size}`, rate(work), '/s');
  }
  report('plan of 50 queues × 672 intervals, model A', planSeconds(), 's');
}

function worksAt(
  erlang: number,
  load: (n: number) => number,
): Readonly<Record<string, (n: number) => number>> {
  return {
    'B evaluations': (n) => erlangB({ agents: erlang, load: load(n) }).blocking,
    'C evaluations': (n) => queue(roomy(load(n)), load(n)).serviceLevel,
    'A evaluations': (n) => patient(erlang, load(n)).served,
    'B inversions': (n) => lossCrew(load(n)),
    'C inversions': (n) => queueCrew(load(n)),
    'A inversions': (n) => patienceCrew(load(n)),
    'B inversions, naive': (n) => naiveLossCrew(load(n)),
    'C inversions, naive': (n) => naiveQueueCrew(load(n)),
    'A inversions, naive': (n) => naivePatienceCrew(load(n)),
  };
}

const queue = (agents: number, load: number) => erlangC({ ...call, agents, load });
const patient = (agents: number, load: number) => erlangA({ ...call, agents, load });
const roomy = (load: number): number => Math.ceil(load + Math.sqrt(load));
const lossCrew = (load: number): number =>
  agentsFor({ model: 'B', load, target: { blocking: BLOCKED } }).agents;
const queueCrew = (load: number): number => agentsFor({ model: 'C', ...call, load, target }).agents;
const patienceCrew = (load: number): number => agentsFor({ model: 'A', ...call, load, target }).agents;

/** Calls a second of processor time, over at least a quarter of a second and once to warm up. */
function rate(work: (n: number) => number): number {
  let checksum = 0;
  const run = (least: number): number => {
    const before = process.cpuUsage().user;
    // Reading the clock costs as much as an evaluation: ever more calls between two readings.
    for (let done = 0, batch = 1; ; batch += Math.ceil(batch / 8)) {
      for (let n = 0; n < batch; n += 1) checksum += work(done + n);
      done += batch;
      const used = (process.cpuUsage().user - before) / 1e6;
      if (used >= least) return done / used;
    }
  };
  run(0.15);
  const perSecond = run(0.25);
  if (Number.isNaN(checksum)) throw new Error('expected numbers, got NaN');
  return perSecond;
}

/** The best of three, after one to warm up. */
function planSeconds(): number {
  plan();
  return Math.min(plan(), plan(), plan());
}

function plan(): number {
  const before = process.cpuUsage().user;
  for (let at = 0; at < 50 * 672; at += 1) {
    const line = Math.floor(at / 672);
    patienceCrew((5 + 3 * line) * (1.05 + Math.sin((at % 672) / 50 + line)));
  }
  return (process.cpuUsage().user - before) / 1e6;
}

/** From one agent up, each time by the whole recursion. */
function naiveLossCrew(load: number): number {
  for (let agents = 1; ; agents += 1) if (recursion(agents, load) <= BLOCKED) return agents;
}

function naiveQueueCrew(load: number): number {
  for (let agents = 1; ; agents += 1) {
    if (agents <= load) continue;
    const blocking = recursion(agents, load);
    const waiting = blocking / (1 - (load / agents) * (1 - blocking));
    if (1 - waiting * Math.exp((-(agents - load) * WITHIN_SECONDS) / HANDLE_SECONDS) >= LEVEL) return agents;
  }
}

function recursion(agents: number, load: number): number {
  let blocking = 1;
  for (let n = 1; n <= agents; n += 1) blocking = (load * blocking) / (n + load * blocking);
  return blocking;
}

/** From one agent up, each time by all state probabilities; by the abandons alone, as the answer in time is dearer. */
function naivePatienceCrew(load: number): number {
  const share = patient(patienceCrew(load), load).abandonProbability;
  for (let agents = 1; ; agents += 1) if (givenUp(agents, load) <= share * (1 + 1e-9)) return agents;
}

function givenUp(agents: number, load: number): number {
  let [weight, total, waiting] = [1, 1, 0];
  for (let n = 1; n <= agents || weight > 1e-15 * total; n += 1) {
    const tired = (Math.max(0, n - agents) * HANDLE_SECONDS) / PATIENCE_SECONDS;
    weight *= load / (Math.min(n, agents) + tired);
    total += weight;
    waiting += weight * tired;
    if (total > 1e200) [weight, total, waiting] = [weight / total, 1, waiting / total];
  }
  return waiting / total / load;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) benchErlang();
