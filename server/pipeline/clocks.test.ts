import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queueId, sourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type DurationMs } from '#domain/time.ts';
import { restoreWorld, snapshotWorld } from '../checkpoint/world-snapshot.ts';
import { stateHash } from '../replay/state-hash.ts';
import {
  atSecond,
  hear,
  seenAt,
  storyOf,
  withClock,
  type Telling,
  type Visitor,
} from './testing/floor-story.ts';
import { emptyWorld, type World } from './world.ts';

const LENGTH = 1_500;
const NAMES = ['pbx-1', 'pbx-2', 'chat'];
const everySecond = Array.from({ length: LENGTH + 1 }, (_, seconds) => seconds);

/** Waits and talks of whole seconds; nothing happens in the seconds in which a clock has stepped and nobody could know it. */
const second = (min: number, max: number) => fc.integer({ min, max });
const visitor = fc.record({ arrives: second(30, 1_200), waits: second(0, 120), talks: second(1, 120) });
const visitors = fc.array(visitor, { maxLength: 8 });

/** Either right, or off by so much that it can be told from a word that is late. */
const skewMs = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 3, max: 290 }).map((seconds) => seconds * SECOND_MS),
  fc.integer({ min: -290, max: -3 }).map((seconds) => seconds * SECOND_MS),
);

type Clock = (seconds: number) => DurationMs;

/** Steps of a clock: the skew at first, and others from some seconds on. */
const steppingClock = fc
  .record({ first: skewMs, steps: fc.array(fc.tuple(second(60, LENGTH), skewMs), { maxLength: 3 }) })
  .map(({ first, steps }) => {
    const ordered = steps.toSorted(([one], [other]) => one - other);
    const ahead: Clock = (seconds) => ordered.findLast(([from]) => from <= seconds)?.[1] ?? first;
    return { ahead, steps: ordered.map(([from]) => from) };
  });

/** A clock that was behind from the first, or has gone forward, is known some heartbeats later. */
const TOLD_AFTER = 12;

const isQuiet = ({ arrives, waits, talks }: Visitor, steps: readonly number[]): boolean =>
  [arrives, arrives + waits, arrives + waits + talks].every((at) =>
    steps.every((step) => at < step || at > step + TOLD_AFTER),
  );

const source = fc.record({ visitors, clock: steppingClock });

test('whatever the skews and steps of three clocks, the figures of each are those of right clocks from when they are told', () => {
  fc.assert(
    fc.property(fc.tuple(source, source, source), (sources) => {
      const right = sources.map(({ visitors: all, clock }, index) =>
        storyOf(
          NAMES[index] ?? '',
          all.filter((one) => isQuiet(one, clock.steps)),
          everySecond,
        ),
      );
      const skewed = right.map((story, index) => withClock(story, sources[index]?.clock.ahead ?? (() => 0)));
      // The very first words of a clock that is behind are heard before it is known: nothing but a sign-in is told by then.
      const untold = (seconds: number): boolean =>
        seconds <= TOLD_AFTER ||
        sources.some(({ clock }) =>
          clock.steps.some((step) => seconds >= step && seconds <= step + TOLD_AFTER),
        );
      lived(right, skewed, (whole, seen, seconds) => {
        if (!untold(seconds)) expect(figures(seen, seconds)).toEqual(figures(whole, seconds));
      });
    }),
    { numRuns: 60, seed: 20260312 },
  );
}, 120_000);

test('clocks that drift are followed: counts are those of right clocks, and no wait is off by more than the slack', () => {
  const drift = fc.integer({ min: -20, max: 20 }).map((perMille) => perMille / 1_000);
  fc.assert(
    fc.property(fc.tuple(visitors, drift), fc.tuple(visitors, drift), (...sources) => {
      const right = sources.map(([all], index) => storyOf(NAMES[index] ?? '', all, everySecond));
      const drifting = right.map((story, index) =>
        withClock(story, (seconds) => seconds * SECOND_MS * (sources[index]?.[1] ?? 0)),
      );
      lived(right, drifting, (whole, seen, seconds) => {
        const [is, shown] = [seenAt(whole, seconds), seenAt(seen, seconds)];
        expect(shown.total.waiting).toBe(is.total.waiting);
        expect(shown.total.day.counts.offered).toBe(is.total.day.counts.offered);
        const [wait, shownWait] = [is, shown].map(({ total, now }) => now - (total.oldestQueuedAt ?? now));
        expect(Math.abs((wait ?? 0) - (shownWait ?? 0))).toBeLessThan(4 * SECOND_MS);
        for (const { state } of Object.values(shown.sources)) expect(state).toBe('live');
      });
    }),
    { numRuns: 30, seed: 20260313 },
  );
}, 120_000);

/** Right and told side by side, second by second; compared now and then. */
function lived(
  right: readonly (readonly Telling[])[],
  told: readonly (readonly Telling[])[],
  compare: (right: World, told: World, seconds: number) => void,
): void {
  const [whole, seen] = [emptyWorld(GRID_MS), emptyWorld(GRID_MS)];
  for (let seconds = 0; seconds <= LENGTH; seconds += 1) {
    hear(whole, right, seconds);
    hear(seen, told, seconds);
    if (seconds % 47 === 0) compare(whole, seen, seconds);
  }
}

/** All that a wall shows of queues and agents; how the feeds are is told apart. */
function figures(world: World, seconds: number): object {
  const { total, queues } = seenAt(world, seconds);
  return { total, queues };
}

const VISITORS: readonly Visitor[] = [
  { arrives: 100, waits: 60, talks: 90 },
  { arrives: 300, waits: 700, talks: 60 },
  { arrives: 900, waits: 500, talks: 60 },
];
const rightStories = [storyOf('pbx-1', VISITORS, everySecond), storyOf('pbx-2', VISITORS, everySecond)];

/** The second switch's clock is off by so much for a while; the first one's is right. */
function withWrongClock(
  skew: DurationMs,
  [from, to]: readonly [number, number] = [600, 1_200],
): readonly (readonly Telling[])[] {
  const [one = [], two = []] = rightStories;
  return [one, withClock(two, (seconds) => (seconds >= from && seconds < to ? skew : 0))];
}

describe.each([
  ['a day ahead', 24 * HOUR_MS],
  ['an hour ahead', HOUR_MS],
  ['seven minutes ahead', 7 * MINUTE_MS],
  ['an hour behind', -HOUR_MS],
  ['a day behind', -24 * HOUR_MS],
])('a clock that is wrong by %s', (_, skew) => {
  test('moves nothing of another source, is told, and everything is mended when it is right again', () => {
    const [one, two] = [queueId('q-pbx-1'), queueId('q-pbx-2')];
    lived(rightStories, withWrongClock(skew), (whole, seen, seconds) => {
      const [is, shown] = [seenAt(whole, seconds), seenAt(seen, seconds)];
      expect(shown.queues[one]).toEqual(is.queues[one]);
      const isWrong = seconds >= 600 && seconds < 1_200;
      expect(shown.sources[sourceId('pbx-2')]?.state).toBe(isWrong ? 'clock-wrong' : 'live');
      expect(shown.sources[sourceId('pbx-2')]?.skewMs).toBe(isWrong ? skew : undefined);
      if (seconds >= 100) expect(shown.queues[two]?.freshness.state).toBe(isWrong ? 'clock-wrong' : 'live');
      const { freshness: _is, ...asItIs } = is.queues[two] ?? {};
      const { freshness: _shown, ...asShown } = shown.queues[two] ?? {};
      expect(asShown).toEqual(asItIs);
    });
  });

  test('leaves nothing behind: neither in counts nor in agents’ time, and neither after a restart in the midst of it', () => {
    const hashes = [rightStories, withWrongClock(skew)].map((stories) => {
      let world = emptyWorld(GRID_MS);
      for (let seconds = 0; seconds <= LENGTH; seconds += 1) {
        hear(world, stories, seconds);
        if (seconds % 250 === 0) world = restoreWorld(snapshotWorld(world));
      }
      return stateHash(world, atSecond(LENGTH));
    });
    expect(hashes[1]).toBe(hashes[0]);
  });
});

describe('no word of one source, however wrong its time,', () => {
  const anyTime = fc.integer({ min: -400 * 24, max: 24 }).map((hours) => hours * HOUR_MS);
  const words = fc.array(fc.tuple(second(0, LENGTH), anyTime, fc.boolean()), { maxLength: 30 });

  test('moves anything that another tells: nothing empties, ends, waits longer or is lost', () => {
    fc.assert(
      fc.property(words, (wild) => {
        const [one = []] = rightStories;
        const chaos: Telling[] = wild.map(([seconds, off, isBeat], index) => {
          const [telling] = withClock(
            isBeat
              ? storyOf('chaos', [], [seconds]).filter(({ event }) => event.kind === 'source-heartbeat')
              : storyOf(`chaos`, [{ arrives: seconds, waits: 5, talks: 5 }], []).slice(1, 2),
            () => off,
          );
          const event = { ...telling?.event, id: `chaos-${index}` } as Telling['event'];
          return { seconds, event };
        });
        lived([one], [one, chaos], (whole, seen, seconds) => {
          const queue = queueId('q-pbx-1');
          expect(seenAt(seen, seconds).queues[queue]).toEqual(seenAt(whole, seconds).queues[queue]);
        });
      }),
      { numRuns: 40, seed: 20260314 },
    );
  }, 60_000);
});

const beatless = storyOf('pbx-2', VISITORS, []);

describe('a source without heartbeats', () => {
  test('whose clock is ahead is put right by its own words, and its waits are right', () => {
    const ahead = withClock(beatless, () => 3 * MINUTE_MS);
    lived([beatless], [ahead], (whole, seen, seconds) =>
      expect(figures(seen, seconds)).toEqual(figures(whole, seconds)),
    );
  });

  test('whose clock was hours ahead and is put right says so, and is mended with its next word', () => {
    const wrong = withClock(beatless, (seconds) => (seconds < 600 ? 3 * HOUR_MS : 0));
    lived([beatless], [wrong], (whole, seen, seconds) => {
      if (seconds >= 200 && seconds < 600)
        expect(seenAt(seen, seconds).sources[sourceId('pbx-2')]?.state).toBe('clock-wrong');
      if (seconds > 1_000) expect(figures(seen, seconds)).toEqual(figures(whole, seconds));
    });
  });
});

test('a backlog told at once after a cut is late, and not the word of a clock that is behind', () => {
  const [one = []] = rightStories;
  const cut: readonly Telling[] = one.map((telling) =>
    telling.seconds > 300 && telling.seconds < 1_000 ? { ...telling, seconds: 1_000 } : telling,
  );
  const [whole, seen] = [emptyWorld(GRID_MS), emptyWorld(GRID_MS)];
  for (let seconds = 0; seconds <= LENGTH; seconds += 1) {
    hear(whole, [one], seconds);
    hear(seen, [cut], seconds);
    if (seconds >= 1_000) expect(figures(seen, seconds)).toEqual(figures(whole, seconds));
  }
  expect(seenAt(seen, LENGTH).sources[sourceId('pbx-1')]).toEqual({ state: 'live', refused: 0 });
});
