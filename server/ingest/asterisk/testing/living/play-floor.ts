import { MINUTE_MS, SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import type { AmiFrame } from '../../ami/ami-framer.ts';
import { amiLink, type AmiLink } from './ami-link.ts';
import { chanceOf, type Chance } from './chance.ts';
import { compareMoment } from './compare.ts';
import { compareVisits, type VisitVerdict } from './compare-visits.ts';
import { livingSwitch } from './living-switch.ts';
import { silences } from './silence.ts';
import { membersNamed } from './members-named.ts';
import type { Member } from './switch-state.ts';
import { readingServer } from './reading-server.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';
import { writtenLog } from './written-log.ts';

export type Play = {
  readonly seed: number;
  readonly minutes: number;
  readonly callsPerSecond: number;
  readonly mode: 'pair' | 'ami' | 'queue-log';
  /** What may go wrong; everything when absent. */
  readonly faults?: readonly Fault[];
};

export type Fault = 'cut' | 'deaf' | 'kill' | 'restart' | 'rotate' | 'stall';
const FAULTS: readonly Fault[] = ['cut', 'cut', 'deaf', 'kill', 'kill', 'kill', 'restart', 'rotate', 'stall'];

/** What came of it. */
export type Played = {
  readonly moments: number;
  readonly visits: number;
  /** How often each thing went wrong. */
  readonly faults: Readonly<Record<string, number>>;
  readonly refused: number;
  /** What was not as the switch has it at still moments. */
  readonly wrong: readonly string[];
  readonly told: VisitVerdict;
};

const START = epochMs(1_795_327_200_000);
/** From one stillness to the next, and how long each lasts: what is held back for the log has come out by then. */
const STILL_EVERY_MS = MINUTE_MS;
const STILL_MS = 16 * SECOND_MS;
/** Between two things that go wrong. */
const FAULT_EVERY_MS: readonly [number, number] = [2 * SECOND_MS, 20 * SECOND_MS];

/** Lets the floor live for so long, and compares. */
export function playFloor(play: Play): Played {
  const bench = openBench(play);
  const { time, living, server } = bench;
  const wrong: string[] = [];
  let moments = 0;
  const end = later(START, play.minutes * MINUTE_MS);
  for (let still = later(START, STILL_EVERY_MS); still <= end; still = later(still, STILL_EVERY_MS)) {
    passLooking(bench, still);
    const until = later(still, STILL_MS);
    if (still === end) living.closeDoors();
    // What happens at the very moment of the comparison is not on its way yet.
    living.rest(later(until, 1));
    bench.calm(until);
    passLooking(bench, until);
    if (!bench.isConnected()) continue;
    moments += 1;
    const { isKnown } = bench;
    const moment = {
      state: living.state,
      seen: server.seen(),
      world: server.world,
      now: time.now(),
      isKnown,
    };
    for (const words of compareMoment({ ...moment, tellsDevices: play.mode !== 'queue-log' }))
      wrong.push(`${Math.round((still - START) / SECOND_MS)} s: ${words}`);
  }
  living.closeDoors();
  passLooking(bench, later(time.now(), 10 * MINUTE_MS));
  bench.calm(later(time.now(), STILL_MS));
  passLooking(bench, later(time.now(), STILL_MS));
  return {
    moments,
    visits: living.state.visits.length,
    faults: bench.faults,
    refused: server.refused(),
    wrong,
    told: compareVisits(living.state.visits, server.world, play.mode === 'ami' ? bench.silences : []),
  };
}

/** The floor is looked at now and then, as a wall does. */
function passLooking({ time, server }: Bench, until: EpochMs): void {
  for (let next = later(time.now(), 10 * SECOND_MS); next < until; next = later(next, 10 * SECOND_MS)) {
    time.passTo(next);
    server.seen();
  }
  time.passTo(until);
}

type Bench = ReturnType<typeof openBench>;

function openBench({ seed, callsPerSecond, mode, faults = FAULTS }: Play) {
  const time = virtualTime(START);
  const chance = chanceOf(seed);
  const log = writtenLog(time);
  const links: { now: AmiLink | undefined } = { now: undefined };
  const named = membersNamed();
  const mouths = {
    ami: (bytes: string) => links.now?.say(bytes),
    log: (words: string) => (log.write(words), named.hear(words)),
  };
  const living = livingSwitch({ time, chance, callsPerSecond, mouths });
  const server = readingServer({ time, chance: chanceOf(seed + 1_000), log, mode });
  const quiet = silences(time.now());
  const line = keepLink({ time, chance, living, server, links, quiet });
  const calm = { until: time.now() };
  const happened = troubles({ time, chance, living, server, log, line, quiet, calm }, faults);
  if (mode !== 'queue-log') line.connect();
  return {
    time,
    living,
    server,
    faults: happened,
    silences: quiet.all,
    isConnected: () => living.state.isUp && (mode === 'queue-log' || links.now?.isListed() === true),
    isKnown: (member: Member) => mode !== 'queue-log' || named.knows(member),
    calm: (until: EpochMs) => void (calm.until = until),
  };
}

type Around = {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly living: ReturnType<typeof livingSwitch>;
  readonly server: ReturnType<typeof readingServer>;
  readonly quiet: ReturnType<typeof silences>;
};

type Troubled = Around & {
  readonly log: ReturnType<typeof writtenLog>;
  readonly line: ReturnType<typeof keepLink>;
  readonly calm: { until: EpochMs };
};

/** Lets things go wrong again and again, but not while it is calm; answers how often each did. */
function troubles(
  { time, chance, living, server, log, line, quiet, calm }: Troubled,
  faults: readonly Fault[],
): Readonly<Record<string, number>> {
  const happened: Record<string, number> = {};
  const trouble = {
    cut: () => line.cut(),
    deaf: () => line.deafen(),
    rotate: () => log.rotate(),
    kill: () => (quiet.begin(server.kill()), line.cut(true)),
    restart: () => (line.cut(), living.restart(chance.between(3_000, 15_000))),
    stall: () => server.stallLog(later(time.now(), chance.between(500, 6_000))),
  };
  const next = (): void =>
    time.after(chance.between(...FAULT_EVERY_MS), () => {
      next();
      const fault = chance.pick(faults);
      if (fault === undefined || time.now() < calm.until || !living.state.isUp) return;
      if (fault === 'restart' && !chance.is(0.25)) return;
      happened[fault] = (happened[fault] ?? 0) + 1;
      trouble[fault]();
    });
  next();
  return happened;
}

type LinkKeeper = Around & { readonly links: { now: AmiLink | undefined } };

/** Connects, and again after each cut. */
function keepLink({ time, chance, living, server, links, quiet }: LinkKeeper) {
  const connect = (): void => {
    if (links.now !== undefined) return;
    if (!living.state.isUp) return time.after(1_000, connect);
    quiet.connected(time.now());
    const listed = (at = time.now()): void => server.amiListed(() => quiet.listed(at));
    const ears = {
      frame: (frame: AmiFrame) => server.frame(frame),
      opened: () => server.amiOpened(),
      listed,
    };
    links.now = amiLink({ time, chance, state: living.state, ears });
  };
  const again = (): void => time.after(chance.between(300, 4_000), connect);
  const lose = (): void => quiet.begin(server.amiLost());
  return {
    connect,
    /** At once; `isKilled`: there is nobody any more who would notice. */
    cut(isKilled = false) {
      if (links.now === undefined) return;
      links.now.cut();
      links.now = undefined;
      if (!isKilled) lose();
      again();
    },
    /** Nothing comes any more, which is noticed only when a ping has no answer. */
    deafen() {
      const deaf = links.now;
      deaf?.cut();
      time.after(10 * SECOND_MS, () => {
        if (links.now !== deaf || deaf === undefined) return;
        links.now = undefined;
        lose();
        again();
      });
    },
  };
}
