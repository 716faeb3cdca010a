import { fileURLToPath } from 'node:url';
import { queueId } from '#domain/ids.ts';
import { HOUR_MS, epochMs } from '#domain/time.ts';
import { advance } from '../forecasting/simulation/advance.ts';
import { countQueue } from '../forecasting/simulation/testing/count-queue.ts';
import { eventSimulation } from '../forecasting/simulation/event-simulation.ts';
import type { CentreModel } from '../forecasting/simulation/model/centre-model.ts';
import { plainQueue, type PlainQueue } from '../forecasting/simulation/testing/plain-queue.ts';
import { totalCounts } from '../forecasting/simulation/read-books.ts';
import { nationalHotline } from '../forecasting/simulation/centres/national-hotline.ts';
import { startSimulation } from '../forecasting/simulation/start-simulation.ts';

const CONTACTS = 1_000_000;
const NAIVE_CONTACTS = 30_000;
const SETTINGS = [
  { agents: 10, load: 8 },
  { agents: 100, load: 92 },
  { agents: 100, load: 105, patienceSeconds: 120 },
  { agents: 500, load: 480 },
] as const;
const HANDLE_SECONDS = 240;

/** Prints simulated contacts a second of processor time: one skill, ten skills, with events, and a naive way beside it. */
export function benchSimulation(): void {
  for (const setting of SETTINGS) {
    const perHour = (setting.load * 3_600) / HANDLE_SECONDS;
    const model = plainQueue({ ...setting, perHour, handleSeconds: HANDLE_SECONDS });
    const name = `one skill, ${setting.agents} agents, ${setting.load} Erlang`;
    print(name, contactsPerSecond(model, perHour));
    print(`${name}, counts only`, quickPerSecond({ ...setting, perHour, handleSeconds: HANDLE_SECONDS }));
    print(`${name}, naive`, naivePerSecond(setting));
  }
  print('ten skills, 100 agents, two levels', contactsPerSecond(tenSkills(), TEN_SKILLS_PER_HOUR));
  const { events, seconds } = timeEvents();
  print('national hotline, told as events: events', events / seconds);
}

function print(what: string, perSecond: number): void {
  console.log(`${what}: ${Math.round(perSecond).toLocaleString('en')} /s`);
}

function contactsPerSecond(model: CentreModel, perHour: number): number {
  const simulation = startSimulation({ model, seed: 1, from: epochMs(0), books: 'total' });
  // Once around, so that what is measured is compiled.
  advance(simulation, epochMs(Math.round((CONTACTS / 10 / perHour) * HOUR_MS)));
  const before = offered(model, simulation);
  const seconds = timed(() =>
    advance(simulation, epochMs(Math.round(((1.1 * CONTACTS) / perHour) * HOUR_MS))),
  );
  return (offered(model, simulation) - before) / seconds;
}

function quickPerSecond(queue: PlainQueue): number {
  countQueue(queue, 1, CONTACTS / 10);
  return CONTACTS / timed(() => countQueue(queue, 1, CONTACTS));
}

function offered(model: CentreModel, simulation: Parameters<typeof totalCounts>[0]): number {
  return model.queues.reduce((sum, _queue, queue) => sum + totalCounts(simulation, queue).offered, 0);
}

const TEN_SKILLS_PER_HOUR = (90 * 3_600) / HANDLE_SECONDS;

/** Ten queues, ten groups of ten agents: their own queue first, four others after ten seconds. */
function tenSkills(): CentreModel {
  const plain = plainQueue({
    agents: 10,
    perHour: TEN_SKILLS_PER_HOUR / 10,
    handleSeconds: HANDLE_SECONDS,
    patienceSeconds: 240,
  });
  const numbers = Array.from({ length: 10 }, (_, number) => number);
  return {
    ...plain,
    queues: numbers.flatMap((number) =>
      plain.queues.map((queue) => ({ ...queue, id: name(number), widenAfterMs: [10_000] })),
    ),
    lines: numbers.flatMap((number) =>
      plain.lines.map((line) => ({ ...line, id: `l${number}-`, queue: name(number) })),
    ),
    groups: numbers.map((number) => ({
      id: `g${number}`,
      agents: 10,
      skills: [0, 1, 2, 3, 4].map((step) => ({ queue: name(number + step), level: step === 0 ? 1 : 2 })),
    })),
  };
}

const name = (number: number) => queueId(`q${number % 10}`);

function timeEvents(): { readonly events: number; readonly seconds: number } {
  const centre = eventSimulation({ model: nationalHotline.model, seed: 1, from: epochMs(0), books: 'total' });
  let events = 0;
  const seconds = timed(() => {
    for (const batch of centre.run(epochMs(24 * HOUR_MS))) events += batch.length;
  });
  return { events, seconds };
}

function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const after = (mean: number): number => -Math.log(Math.random()) * mean;

type Naive = { readonly agents: number; readonly load: number; readonly patienceSeconds?: number };
type NaiveEvent = {
  readonly time: number;
  readonly kind: 'arrive' | 'end' | 'give-up';
  readonly contact: number;
};

/** The first thing one would write: objects in an array that is sorted again after every change. */
function naivePerSecond({ agents, load, patienceSeconds = Infinity }: Naive): number {
  let free: number = agents;
  let arrived = 0;
  const waiting: number[] = [];
  const events: NaiveEvent[] = [{ time: 0, kind: 'arrive', contact: 0 }];
  const add = (event: NaiveEvent): void => {
    events.push(event);
    events.sort((one, other) => one.time - other.time);
  };
  const serve = (time: number): void => {
    for (let contact = waiting.shift(); contact !== undefined; contact = waiting.shift()) {
      free -= 1;
      add({ time: time + after(HANDLE_SECONDS), kind: 'end', contact });
      if (free === 0) return;
    }
  };
  const seconds = timed(() => {
    for (
      let event = events.shift();
      event !== undefined && arrived < NAIVE_CONTACTS;
      event = events.shift()
    ) {
      const { time, kind, contact } = event;
      if (kind === 'end') free += 1;
      if (kind === 'give-up' && waiting.includes(contact)) waiting.splice(waiting.indexOf(contact), 1);
      if (kind === 'arrive') {
        arrived += 1;
        waiting.push(arrived);
        add({ time: time + after(HANDLE_SECONDS / load), kind: 'arrive', contact: 0 });
        if (patienceSeconds < Infinity)
          add({ time: time + after(patienceSeconds), kind: 'give-up', contact: arrived });
      }
      if (free > 0) serve(time);
    }
  });
  return arrived / seconds;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) benchSimulation();
