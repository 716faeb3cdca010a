import type { Recount } from '#domain/board/board.ts';
import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { judgeSome, judgedShare } from '../checkpoint/judge-stored.ts';
import { countOn, type RecoverOptions } from '../checkpoint/recover-world.ts';
import type { World } from '../pipeline/world.ts';

/** What a start has still to count or to judge, done in small steps between those of the loop, so that the server serves at once. */
export type Recounting = {
  /** The journal has more than the world has counted: what is committed now is counted from the journal, when its turn comes. */
  isBehind(): boolean;
  /** Absent: every figure is final. */
  progress(): Recount | undefined;
  /** Counts for at most so long, and at least a piece. False: there was nothing to count. */
  countFor(ms: DurationMs): Promise<boolean>;
  /** What time it was on the floor at what was counted last, while the world is behind. */
  floorNow(): EpochMs;
  /** Resolves when the world is no longer behind. */
  readonly counted: Promise<void>;
};

/** Looks at where the world stands: behind the journal, with stored contacts to judge, or neither. */
export async function startRecounting(options: RecoverOptions, world: World): Promise<Recounting> {
  const { terms, store, clock } = options;
  const tail = await countTail(options, world);
  let isPast = world.owed === undefined;

  async function step(): Promise<boolean> {
    if (tail.isBehind()) return (await tail.step()) || world.owed !== undefined;
    if (world.owed === undefined) return false;
    isPast = (await judgeSome(world, terms, { store, now: clock() })) || isPast;
    return true;
  }

  return {
    isBehind: tail.isBehind,
    counted: tail.counted,
    floorNow: tail.floorNow,
    progress() {
      if (tail.isBehind()) return { scope: 'all', share: tail.share() };
      if (world.owed === undefined) return undefined;
      return { scope: isPast ? 'past' : 'all', share: percent(judgedShare(world.owed)) };
    },
    async countFor(ms) {
      const until = epochMs(clock() + ms);
      do {
        if (!(await step())) return false;
      } while (clock() < until);
      return true;
    },
  };
}

/** The part of it that counts what the journal has more. */
async function countTail(options: RecoverOptions, world: World) {
  const { journal, clock, log } = options;
  const begun = { at: clock(), position: world.position };
  const counting = countOn(options, world);
  const { promise: counted, resolve } = Promise.withResolvers<void>();
  let head = await journal.head();
  let isBehind = world.position < head;
  if (!isBehind) resolve();
  return {
    counted,
    isBehind: () => isBehind,
    floorNow: () => (counting.floorNow() === 0 ? begun.at : counting.floorNow()),
    share: () => percent((world.position - begun.position) / Math.max(1, head - begun.position)),
    async step(): Promise<boolean> {
      if (await counting.step()) return true;
      // Positions that hold no entry: those of duplicates, and of what a repair has given up.
      head = await journal.head();
      world.position = Math.max(world.position, head);
      isBehind = false;
      resolve();
      log.info({ from: begun.position, head: world.position, ms: clock() - begun.at }, 'counted');
      return false;
    },
  };
}

/** In whole percent, and never all of it while it goes on. */
const percent = (share: number): number => Math.min(0.99, Math.floor(100 * share) / 100);
