import { pino } from 'pino';
import { expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, later } from '#domain/time.ts';
import type { LinkEnd } from './keep-linked.ts';
import { logSources } from './log-sources.ts';
import { createSourceHealth } from './source-health.ts';
import { handClock } from './testing/hand-clock.ts';

const GONE: LinkEnd = { kind: 'lost', reason: 'it closed' };

/** A source whose connection the test turns, and the lines that are written of it. */
function logged() {
  const hand = handClock();
  const lines: { readonly level: number; readonly source: string; readonly msg: string }[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const book = logSources(createSourceHealth(hand.clock), { ...hand, log });
  const entry = book.add(sourceId('pbx'), 'asterisk');
  const { clock } = hand;
  return {
    hand,
    book,
    entry,
    lines: () => lines.map(({ msg }) => msg),
    sources: () => new Set(lines.map(({ source }) => source)),
    live: () => entry.link('ami', { state: 'live', since: clock() }),
    connecting: () => entry.link('ami', { state: 'connecting', since: clock() }),
    lose: ({ kind, ...said }: LinkEnd = GONE) =>
      entry.link('ami', {
        state: 'waiting',
        since: clock(),
        until: later(clock(), SECOND_MS),
        why: kind,
        ...said,
      }),
    stop: () => entry.link('ami', { state: 'stopped', since: clock() }),
  };
}

test('a connection that is lost and back has one line for each, with why and how long', () => {
  const { hand, lines, sources, live, connecting, lose } = logged();
  connecting();
  live();
  hand.pass(MINUTE_MS);
  lose();
  for (let attempts = 0; attempts < 5; attempts += 1) {
    hand.pass(SECOND_MS);
    connecting();
    lose();
  }
  connecting();
  live();
  expect(lines()).toEqual([
    'pbx: ami is connected',
    'pbx: ami is lost after 60.0 s: it closed',
    'pbx: ami is back after 5.0 s',
  ]);
  expect([...sources()]).toEqual(['pbx']);
});

test('a login that is refused is written once, with what to mend, however often it is asked again', () => {
  const { book, hand, lines, connecting, lose, live } = logged();
  const refused: LinkEnd = { kind: 'refused', reason: 'login refused: no', mend: 'compare the password' };
  for (let attempts = 0; attempts < 100; attempts += 1) {
    connecting();
    lose(refused);
    hand.pass(MINUTE_MS);
  }
  connecting();
  expect(lines()).toEqual(['pbx: ami cannot be reached: login refused: no; compare the password']);
  // While it is asked again, what was said last holds.
  expect(book.list()[0]).toMatchObject({
    isLoginRefused: true,
    warnings: ['ami: login refused: no; compare the password'],
  });
  live();
  expect(lines().at(-1)).toBe('pbx: ami is back after 6000.0 s');
  expect(book.list()[0]).not.toHaveProperty('isLoginRefused');
  expect(book.list()[0]?.warnings).toEqual([]);
});

test('another reason is another line, and reasons that alternate are not', () => {
  const { lines, connecting, lose } = logged();
  for (let attempts = 0; attempts < 30; attempts += 1) {
    connecting();
    lose({ kind: 'lost', reason: `reason ${attempts % 2}` });
  }
  expect(lines()).toEqual(['pbx: ami cannot be reached: reason 0', 'pbx: ami cannot be reached: reason 1']);
});

test('a connection that flaps is written three times, and then as a sum', () => {
  const { hand, lines, live, connecting, lose } = logged();
  const flap = (times: number): void => {
    for (let time = 0; time < times; time += 1) {
      connecting();
      live();
      hand.pass(2 * SECOND_MS);
      lose();
      hand.pass(SECOND_MS);
    }
  };
  flap(20);
  expect(lines().filter((line) => line.includes('is lost'))).toHaveLength(3);
  expect(lines().filter((line) => line.includes('is back'))).toHaveLength(3);
  connecting();
  live();
  hand.pass(10 * MINUTE_MS);
  expect(lines().at(-1)).toBe(
    'pbx: ami was lost 17 times more in 10 min, for 17.0 s in all, the last time: it closed',
  );
  lose();
  expect(lines().at(-1)).toMatch(/^pbx: ami is lost after/);
});

test('a sum is written when the server stops, and no timer is left behind', () => {
  const { hand, lines, live, lose, stop } = logged();
  for (let time = 0; time < 5; time += 1) {
    live();
    lose();
  }
  stop();
  expect(lines().at(-1)).toMatch(/^pbx: ami was lost 2 times more/);
  expect(hand.due()).toEqual([]);
});

test('a warning is written when it is new, when it says something else, and when it is mended', () => {
  const { entry, lines } = logged();
  for (let times = 0; times < 3; times += 1) entry.warn('times', 'timestampevents=no');
  entry.warn('times', 'timestampevents is still no');
  entry.mended('times');
  entry.mended('times');
  expect(lines()).toEqual([
    'pbx: timestampevents=no',
    'pbx: timestampevents is still no',
    'pbx: this is mended: timestampevents is still no',
  ]);
});

test('a warning that comes and goes with every request does not fill the disk', () => {
  const { entry, hand, lines } = logged();
  for (let times = 0; times < 1_000; times += 1) {
    entry.warn('signature', 'the last request was not signed');
    entry.mended('signature');
  }
  hand.pass(10 * MINUTE_MS);
  expect(lines()).toHaveLength(7);
  expect(lines().at(-1)).toBe('pbx: 997 more warnings like this in 10 min: the last request was not signed');
});
