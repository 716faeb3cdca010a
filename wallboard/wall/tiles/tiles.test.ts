import { expect, test } from 'vitest';
import type { BoardAlert } from '#domain/board/board.ts';
import { queueId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';
import { wordsOf } from '../words/wall-words-of.ts';
import { busyBoard, calmBoard, emptyBoard, SAMPLE_AT, sampleFigures } from '../../gallery/sample-boards.ts';
import { readStaff } from './agents-tile.ts';
import { alertsToTell } from './alert-order.ts';
import { alertSentence } from './alert-sentence.ts';
import { orderQueues } from './queue-order.ts';
import { judgeLongestWait, judgeQueue, judgeServiceLevel } from '../screen/tile-state.ts';

const en = wordsOf('en');
const zh = wordsOf('zh');
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

const alert: BoardAlert = {
  state: 'firing',
  rule: 'service-level',
  subject: { kind: 'queue', queue: queueId('q1') },
  reason: 'breach-continues',
  since: later(SAMPLE_AT, -7 * MINUTE_MS),
  firedAt: later(SAMPLE_AT, -6 * MINUTE_MS),
  value: 0.61,
  measure: 'service-level',
  breach: 'below',
  severity: 'critical',
  threshold: 0.8,
};

test('a service level is breached when even its best end misses the target, at risk near it, and unknown without contacts', () => {
  const states = [
    judgeServiceLevel({ low: 0.7, high: 0.79 }, 0.8),
    judgeServiceLevel({ low: 0.78, high: 0.81 }, 0.8),
    judgeServiceLevel({ low: 0.81, high: 0.81 }, 0.8),
    judgeServiceLevel({ low: 0.82, high: 0.9 }, 0.8),
    judgeServiceLevel(undefined, 0.8),
  ];
  expect(states).toEqual(['breach', 'risk', 'risk', 'good', 'unknown']);
});

const judge = (waitMs: number, alerts: readonly BoardAlert[]): string =>
  judgeLongestWait(waitMs, 20 * SECOND_MS, alerts);

test('a wait over the target time is a risk, over a firing critical rule a breach', () => {
  const rule: BoardAlert = { ...alert, measure: 'longest-wait', breach: 'above', threshold: 120 };
  expect([judge(20_000, []), judge(21_000, []), judge(168_000, [rule]), judge(90_000, [rule])]).toEqual([
    'good',
    'risk',
    'breach',
    'risk',
  ]);
});

test('a queue that was offered nothing is well, unless an alert is firing', () => {
  const idle = sampleFigures({ met: 0, offered: 0 }, {});
  expect(judgeQueue(idle, [])).toBe('good');
  expect(judgeQueue(idle, [{ ...alert, severity: 'warning' }])).toBe('risk');
});

test('queues with firing alerts come first, the others by name in the order of the language', () => {
  const names = orderQueues(busyBoard(), en).map(({ name }) => name);
  expect(names).toEqual([
    'Repairs',
    'Complaints',
    'Enquiries',
    'Orders',
    'Tibetan, Amdo',
    'Tibetan, Kham',
    'Voicemail',
    'WeChat',
  ]);
  expect(orderQueues(busyBoard(), zh)[0]?.name).toBe('报修');
});

test('wrap-up counts as busy, and agents without sign-ins leave the idle ones unknown', () => {
  expect(readStaff(busyBoard().total)).toEqual({
    free: 12,
    busy: 84,
    away: 11,
    unreachable: 3,
    signedIn: 110,
  });
  const { total } = emptyBoard();
  const unsigned = { ...total, agents: { ...total.agents, unsigned: 4 } };
  expect(readStaff(unsigned)).toMatchObject({ free: undefined, busy: 4, away: undefined });
});

test('an alert is told as a sentence: where, what, how far, since when', () => {
  const say = (words: typeof en): string => {
    const { head, tails } = alertSentence(busyBoard(), alert, { words, now: SAMPLE_AT });
    return plain(`${head} | ${tails[0]}`);
  };
  expect(say(en)).toBe('Repairs: service level 61 % | target 80 %, since 14:25 (7 min)');
  expect(say(zh)).toBe('报修 服务水平 61% | 目标 80%，自 14:25 起 7 分钟');
});

test('every measure has its sentence in both languages', () => {
  const measures = ['longest-wait', 'waiting', 'abandon-rate', 'source-silence'] as const;
  const said = measures.map((measure) => {
    const one = { ...alert, measure, value: 90, threshold: 60 };
    return plain(alertSentence(busyBoard(), one, { words: en, now: SAMPLE_AT }).head);
  });
  expect(said).toEqual([
    'Repairs: longest wait 1:30',
    'Repairs: 90 waiting',
    'Repairs: abandoned 9000 %',
    'Repairs: silent for 1:30',
  ]);
});

const tell = (alerts: Record<string, BoardAlert>, now = SAMPLE_AT): readonly BoardAlert[] =>
  alertsToTell({ ...calmBoard(), alerts }, now);

test('the gravest alert is told first, and good news only when nothing fires, for some minutes', () => {
  const resolved: BoardAlert = { ...alert, state: 'resolved', resolvedAt: later(SAMPLE_AT, -MINUTE_MS) };
  const warning: BoardAlert = { ...alert, severity: 'warning', firedAt: SAMPLE_AT };
  expect(tell({ warning, resolved, alert })).toEqual([alert, warning]);
  expect(tell({ resolved })).toEqual([resolved]);
  expect(tell({ resolved }, epochMs(SAMPLE_AT + 10 * MINUTE_MS))).toEqual([]);
});
