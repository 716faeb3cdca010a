import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { SourceState } from '#domain/board/board.ts';
import { sourceId } from '#domain/ids.ts';
import { MINUTE_MS, type DurationMs } from '#domain/time.ts';
import { handClock } from '../ingest/links/testing/hand-clock.ts';
import { logStates } from './log-states.ts';

const crm = sourceId('crm');

/** A feed whose states the test tells, and the lines that are written of it. */
function watched() {
  const hand = handClock();
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
  const watch = logStates({ ...hand, log });
  const be = (state: SourceState, ageMs: DurationMs = 0, skewMs?: DurationMs): void =>
    watch({
      sources: { [crm]: { state, refused: 0, ...(skewMs !== undefined && { skewMs }) } },
      sourceAgeMs: { [crm]: ageMs },
    });
  const unheard = (): void =>
    watch({ sources: { [crm]: { state: 'silent', refused: 0, isUnheard: true } }, sourceAgeMs: {} });
  return { hand, lines, be, unheard, gone: () => watch({ sources: {}, sourceAgeMs: {} }) };
}

test('a feed that falls silent and is heard again has one line for each, with how long', () => {
  const { lines, be } = watched();
  be('live');
  be('live', 4_000);
  be('silent', 15_000);
  be('silent', 90_000);
  be('live');
  be('stopped');
  be('quiet');
  expect(lines).toEqual([
    'crm is silent: nothing was heard of it for 15 s',
    'crm is heard again after 90 s',
    'crm says that it stops',
  ]);
});

test('a feed that was never heard is not heard again', () => {
  const { lines, be, unheard } = watched();
  unheard();
  be('quiet');
  expect(lines).toEqual(['crm is heard for the first time']);
});

test('a clock that is wrong is written, with how far it is off', () => {
  const { lines, be } = watched();
  be('quiet');
  be('clock-wrong', 0, -3_600_000);
  be('live');
  expect(lines).toEqual([
    'crm has a clock that is 3600 s behind ours: its figures are not believed',
    'crm has a clock that is right again',
  ]);
});

test('a feed that comes and goes is summed, and one that is seen first is no news', () => {
  const { hand, lines, be, gone } = watched();
  be('silent');
  for (let times = 0; times < 10; times += 1) {
    be('live');
    be('silent', 15_000);
  }
  hand.pass(10 * MINUTE_MS);
  expect(lines).toHaveLength(4);
  expect(lines.at(-1)).toBe('crm: its feed changed 17 times more in 10 min');
  gone();
  be('silent');
  expect(lines).toHaveLength(4);
});
