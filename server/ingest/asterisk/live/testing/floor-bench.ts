import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { Counts } from '#domain/measures/counts.ts';
import { sourceId } from '#domain/ids.ts';
import type { AsteriskDefinition } from '#domain/source-definition.ts';
import type { EpochMs } from '#domain/time.ts';
import { openContacts } from '../../../../floor/open-contacts.ts';
import { drawFigures } from '../../../../metrics/draw-figures.ts';
import type { Timers } from '../../../../clock/timers.ts';
import { handClock, type HandClock } from '../../../links/testing/hand-clock.ts';
import type { SourceHealth } from '../../../links/source-health.ts';
import { openStation, type Station } from '../../../testing/station.ts';
import { startAsteriskSource } from '../start-asterisk-source.ts';
import { startFakeAsterisk, type FakeAsterisk } from './fake-asterisk.ts';
import { watchWires } from './watch-wires.ts';

/** What a queue's contacts came to. */
export type Tallied = Pick<Counts, 'offered' | 'answered' | 'abandoned' | 'left' | 'lost'>;

/** A floor that follows a fake Asterisk: sockets, files and journal are real enough, time is turned by hand. */
export type FloorBench = {
  readonly fake: FakeAsterisk;
  readonly events: readonly AcdEvent[];
  clock(): EpochMs;
  /** Lets time pass to that instant, with turns for sockets and files in between. */
  passTo(at: EpochMs): Promise<void>;
  /** Lets time pass until it holds. */
  until(holds: () => boolean): Promise<void>;
  /** Stops following and begins again, from what is on the disk. */
  restart(): Promise<void>;
  /** Runs after each commit, with the number of commits since the start; `die`: nothing more is committed from here on. */
  onCommit(run: (count: number, die: () => void) => void): void;
  /** Ends it as kill -9 does and begins again: from what was committed, and nothing else. */
  kill(): Promise<void>;
  /** Contacts without an end, as the journal has them. */
  open(): readonly string[];
  /** While it does not commit, the journal is full. */
  setFull(isFull: boolean): void;
  health(): SourceHealth;
  /** Day counts of each queue now. */
  tallied(): Readonly<Record<string, Tallied>>;
  close(): Promise<void>;
};

export type BenchOptions = {
  readonly startAt: EpochMs;
  /** Which halves are followed; both when absent. */
  readonly halves?: 'both' | 'ami' | 'queue-log';
};

const PASSWORD = 'not so secret';
const TURN_MS = 50;

/** Starts both, with an empty log. */
export async function openFloorBench({ startAt, halves = 'both' }: BenchOptions): Promise<FloorBench> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-floor-'));
  const hand = handClock(startAt);
  const queueLog = join(folder, 'queue_log');
  const fake = await emptyFake(queueLog, () => hand.clock() / 1000);
  let station = openStation(hand);
  const wires = watchWires(fake);
  const looks = watchLooks(hand, () => station.health());
  const options = optionsOf(definitionOf(halves, fake.port, queueLog));
  const start = () => startAsteriskSource(options, { ...station.ports, timers: looks.timers });
  let running = await start();
  return {
    fake,
    events: station.told,
    clock: hand.clock,
    ...passing(hand, () => looks.isReading() || wires.isUnderWay()),
    async restart() {
      await running.stop();
      station = station.killed();
      running = await start();
    },
    onCommit: (run) => station.onCommit((count) => run(count, () => station.setFull(true))),
    async kill() {
      station = station.killed();
      await running.stop();
      running = await start();
    },
    open: () => openContacts(station.counted.world.floor, sourceId('pbx')),
    setFull: (isFull) => station.setFull(isFull),
    health: () => station.health(),
    tallied: () => talliedOf(station),
    async close() {
      station.setFull(false);
      await running.stop();
      await fake.down();
      wires.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its log is there, and empty. */
async function emptyFake(queueLog: string, seconds: () => number): Promise<FakeAsterisk> {
  const fake = await startFakeAsterisk({ user: 'callboard', password: PASSWORD, queueLog, seconds });
  await fake.log('');
  return fake;
}

const optionsOf = (definition: AsteriskDefinition) => ({
  source: sourceId('pbx'),
  definition,
  password: async () => PASSWORD,
});

/** A disk is as slow as it likes, so no time passes while the log is being read: its next look is not set then. */
function watchLooks(hand: HandClock, health: () => SourceHealth | undefined) {
  const looks = new Set<object>();
  const timers: Timers = {
    after(ms, run) {
      if (ms !== LOOK_EVERY_MS) return hand.timers.after(ms, run);
      const look = {};
      looks.add(look);
      const undo = hand.timers.after(ms, () => (looks.delete(look), run()));
      return () => (looks.delete(look), undo());
    },
  };
  const isReading = (): boolean => {
    const log = health()?.links['queue-log'];
    return log?.state === 'connecting' || (log?.state === 'live' && looks.size < 2);
  };
  return { timers, isReading };
}

/** The looks at the log, and the settling of the pair: both are set again and again. */
const LOOK_EVERY_MS = 250;

function definitionOf(halves: BenchOptions['halves'], port: number, queueLog: string): AsteriskDefinition {
  return {
    kind: 'asterisk',
    ...(halves !== 'queue-log' && { ami: { host: '127.0.0.1', port, user: 'callboard', password: NOWHERE } }),
    ...(halves !== 'ami' && { queueLog }),
    wrapUps: { queuesMs: {} },
    agents: {},
  };
}

function passing(hand: HandClock, isBusy: () => boolean): Pick<FloorBench, 'passTo' | 'until'> {
  const turn = async (ms: number): Promise<void> => {
    hand.pass(ms);
    for (let times = 0; times < TURNS || isBusy(); times += 1) await setImmediate();
  };
  return {
    async passTo(at) {
      while (hand.clock() < at) await turn(Math.min(TURN_MS, at - hand.clock()));
    },
    async until(holds) {
      while (!holds()) await turn(TURN_MS);
    },
  };
}

/** Turns of the event loop for each step of time: what came of the last one is done by then. */
const TURNS = 3;

const NOWHERE = { kind: 'environment', name: 'NOT_READ_HERE' } as const;

const tallyOf = ({ offered, answered, abandoned, left, lost }: Tallied): Tallied => ({
  offered,
  answered,
  abandoned,
  left,
  lost,
});

/** Day counts of each queue that was offered anything. */
function talliedOf({ counted: { world, terms, now } }: Station): Readonly<Record<string, Tallied>> {
  const { queues } = drawFigures({ ...world, ...terms, now, feeds: new Map() });
  const pairs = Object.entries(queues).map(([queue, { day }]) => [queue, tallyOf(day.counts)] as const);
  return Object.fromEntries(pairs.filter(([, { offered }]) => offered > 0));
}
