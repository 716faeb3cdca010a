import { expect } from 'vitest';
import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { createBell, pause } from '../../../../../clock/timers.ts';
import { handClock, type HandClock } from '../../../../links/testing/hand-clock.ts';
import { until } from '../../testing/until.ts';
import { followLog } from '../follow-log.ts';
import type { LogPlace } from '../log-place.ts';
import type { LogPiece } from '../open-log.ts';

/** A line of a log, and lines of as many seconds from the first on. */
export const line = (second: number, said = 'NOTE'): string =>
  `${1_795_326_000 + second}|NONE|NONE|NONE|${said}|\n`;
export const linesFrom = (first: number, count: number, said?: string): string =>
  Array.from({ length: count }, (_, index) => line(first + index, said)).join('');

/** A follower that is looked at: what it gave, where it stands, what it could not read. It looks again for a file that is not there. */
export function follow(path: string, from: Begin = { since: 0 }) {
  const hand = handClock();
  const abort = new AbortController();
  const seen = { pieces: [], missed: [], gaps: [], lost: [], liveTimes: 0 };
  const ended = keepFollowing({ path, from, hand, signal: abort.signal }, seen);
  return {
    ...readersOf(seen, hand),
    async stop() {
      abort.abort();
      await ended;
    },
  };
}

type Begin = LogPlace | { readonly since: number };

type Seen = {
  readonly pieces: LogPiece[];
  readonly missed: string[];
  /** Since when something is missing. */
  readonly gaps: EpochMs[];
  /** Why it was not followed any more, each time. */
  readonly lost: string[];
  liveTimes: number;
};

type Following = {
  readonly path: string;
  readonly from: Begin;
  readonly hand: HandClock;
  readonly signal: AbortSignal;
};

async function keepFollowing({ path, from, hand, signal }: Following, seen: Seen): Promise<void> {
  const begin = 'since' in from ? { since: epochMs(from.since) } : from;
  while (!signal.aborted) {
    const options = {
      path,
      from: seen.pieces.at(-1)?.after ?? begin,
      bell: createBell(hand.timers),
      take: async (piece: LogPiece) => void seen.pieces.push(piece),
      missed(sentence: string, since?: EpochMs) {
        seen.missed.push(sentence);
        if (since !== undefined) seen.gaps.push(since);
      },
    };
    const end = await followLog(options, { signal, live: () => void (seen.liveTimes += 1) }).catch(
      (cause: unknown) => ({ reason: cause instanceof Error ? cause.message : String(cause) }),
    );
    if (!signal.aborted) seen.lost.push(end.reason);
    await pause(hand.timers, SECOND_MS, signal);
  }
}

function readersOf(seen: Seen, hand: HandClock) {
  const { pieces, missed, gaps, lost } = seen;
  const read = (): string => pieces.map(({ bytes }) => bytes.toString()).join('');
  return {
    pieces,
    missed,
    gaps,
    lost,
    read,
    isLive: () => seen.liveTimes > 0,
    /** Lets time pass until it holds. */
    passUntil: (holds: () => boolean) => until(hand, holds),
    /** Reads on until there is as much as that; a log that has stood still for a hundred looks has no more. */
    async until(text: string) {
      const before = seen.liveTimes;
      await until(hand, () => read().length >= text.length || seen.liveTimes > before + 100);
    },
    looked: async (times = 2) => {
      const before = seen.liveTimes;
      await until(hand, () => seen.liveTimes >= before + times);
    },
    place: (): LogPlace => pieces.at(-1)?.after ?? expect.unreachable(),
  };
}
