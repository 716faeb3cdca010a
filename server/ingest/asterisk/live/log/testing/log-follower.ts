import { expect } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { createBell } from '../../../../../clock/timers.ts';
import { handClock } from '../../../../links/testing/hand-clock.ts';
import { until } from '../../testing/until.ts';
import { followLog } from '../follow-log.ts';
import type { LogPlace } from '../log-place.ts';
import type { LogPiece } from '../open-log.ts';

/** A line of a log, and lines of as many seconds from the first on. */
export const line = (second: number, said = 'NOTE'): string =>
  `${1_795_326_000 + second}|NONE|NONE|NONE|${said}|\n`;
export const linesFrom = (first: number, count: number, said?: string): string =>
  Array.from({ length: count }, (_, index) => line(first + index, said)).join('');

/** A follower that is looked at: what it gave, where it stands, what it could not read. */
export function follow(path: string, from: LogPlace | { readonly since: number } = { since: 0 }) {
  const hand = handClock();
  const pieces: LogPiece[] = [];
  const missed: string[] = [];
  const abort = new AbortController();
  let liveTimes = 0;
  const ended = followLog(
    {
      path,
      from: 'since' in from ? { since: epochMs(from.since) } : from,
      bell: createBell(hand.timers),
      take: async (piece) => void pieces.push(piece),
      missed: (sentence) => void missed.push(sentence),
    },
    { signal: abort.signal, live: () => void (liveTimes += 1) },
  );
  const read = (): string => pieces.map(({ bytes }) => bytes.toString()).join('');
  return {
    pieces,
    missed,
    read,
    /** Reads on until there is as much as that; a log that has stood still for a hundred looks has no more. */
    async until(text: string) {
      const before = liveTimes;
      await until(hand, () => read().length >= text.length || liveTimes > before + 100);
    },
    looked: async (times = 2) => {
      const before = liveTimes;
      await until(hand, () => liveTimes >= before + times);
    },
    place: (): LogPlace => pieces.at(-1)?.after ?? expect.unreachable(),
    async stop() {
      abort.abort();
      await ended;
    },
  };
}
