import { describe, expect, test } from 'vitest';
import type { Board, BoardAlert, SourceFigures } from '#domain/board/board.ts';
import { queueId, sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';
import { wordsOf } from '../words/wall-words-of.ts';
import { manyQueuesBoard, withFeed } from '../../gallery/hard-boards.ts';
import { busyBoard, calmBoard, emptyBoard, SAMPLE_AT, sampleFigures } from '../../gallery/sample-boards.ts';
import { advanceLink, NOT_CONNECTED } from '../../link/link.ts';
import { judgeTile } from '../screen/judge-tiles.ts';
import { longestWait, trustIn, type Trust } from '../screen/trust.ts';
import { messagesOf } from './messages.ts';
import { pageOf } from './queue-pages.ts';
import { viewOf } from '../view/view.ts';
import { readStaff } from '../screen/read-staff.ts';
import { alertsToTell } from './alert-order.ts';
import { alertSentence } from './alert-sentence.ts';
import { orderQueues, waitedTooLong, type Row } from '../view/queue-order.ts';
import { judgeLongestWait, judgeQueue, judgeServiceLevel } from '../screen/tile-state.ts';

const en = wordsOf('en');
const zh = wordsOf('zh');
const pbx = sourceId('pbx');
const LIVE = { state: 'live', ageMs: 0, isOpen: true } as const;
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

const names = (rows: readonly Row[]): readonly string[] => rows.map(({ name }) => name);
const liveAt = (): Trust => ({ state: 'live', at: SAMPLE_AT });

test('breached queues come first, then those at risk, in each the one where most waited too long, then by name', () => {
  const rows = orderQueues(busyBoard(), en, liveAt);
  expect(rows.map(({ name, state, figures }) => [name, state, waitedTooLong(figures)])).toEqual([
    ['Repairs', 'breach', 45],
    ['Orders', 'risk', 29],
    ['Voicemail', 'risk', 6],
    ['Complaints', 'risk', 2],
    ['Enquiries', 'good', 14],
    ['WeChat', 'good', 3],
    ['Tibetan, Amdo', 'good', 0],
    ['Tibetan, Kham', 'good', 0],
  ]);
  expect(orderQueues(busyBoard(), zh, liveAt)[0]?.name).toBe('报修');
});

test('a queue whose feed is dead stands after those that are surely bad and before those that are surely well', () => {
  const board = withFeed(busyBoard(), 'acd-2', 'dead', ['q1']);
  const rows = orderQueues(board, en, (figures) =>
    trustIn({ link: { state: 'live', ageMs: 0, isOpen: true }, at: SAMPLE_AT }, figures),
  );
  expect(names(rows).slice(2, 5)).toEqual(['Complaints', 'Repairs', 'Enquiries']);
  expect(rows[3]?.state).toBe('stale');
});

describe('more queues than places come by in pages:', () => {
  const rows = orderQueues(manyQueuesBoard(40), en, liveAt);
  const at = (seconds: number) => pageOf(rows, 12, epochMs(seconds * SECOND_MS));

  test('the worst half of the place stays, and every other queue comes by once in a round', () => {
    const [first] = [at(0)];
    const round = Array.from({ length: first.pages }, (_, page) => at(page * 12));
    const pinned = rows.slice(0, 6).map(({ id }) => id);
    expect(rows.slice(0, 6).every(({ state }) => state === 'breach' || state === 'risk')).toBe(true);
    for (const page of round) expect(page.rows.slice(0, 6).map(({ id }) => id)).toEqual(pinned);
    const passing = round.flatMap((page) => page.rows.slice(6).map(({ id }) => id));
    expect(passing).toEqual(rows.slice(6).map(({ id }) => id));
    expect([first.pages, at(11).page, at(12).page]).toEqual([6, 1, 2]);
  });

  test('nothing moves where all fit, and a single place is the gravest one’s', () => {
    expect(pageOf(rows.slice(0, 12), 12, epochMs(99_000))).toMatchObject({ page: 1, pages: 1 });
    expect(names(pageOf(rows, 1, epochMs(99_000)).rows)).toEqual(names(rows.slice(0, 1)));
    expect(pageOf(rows, 0, epochMs(0)).rows).toEqual([]);
  });
});

const messages = (board: Board): { lost: readonly string[]; told: readonly string[] } => {
  const message = { kind: 'snapshot', protocol: 1, version: 1, serverAt: SAMPLE_AT, board } as const;
  const connection = advanceLink(NOT_CONNECTED, { kind: 'said', message, at: 0 });
  const screen = { widthPx: 1920, heightPx: 1080, inches: 55, distanceM: 5 };
  const { lost, told } = messagesOf(viewOf({ connection, now: 0, words: en, screen }));
  const texts = (all: typeof told) => all.map(({ wordings }) => plain(wordings[0] ?? ''));
  return { lost: texts(lost), told: texts(told) };
};

const counting = (scope: 'all' | 'past'): Board => ({ ...busyBoard(), recount: { share: 0.63, scope } });

describe('what the wall says:', () => {
  const quiet = { ...calmBoard(), total: { ...calmBoard().total, waiting: 0 } };

  test('all is well only where nothing is amber or red', () => {
    expect(messages(quiet).told).toEqual(['Some figures are near or past their target, no alert yet']);
    const well = Object.fromEntries(
      Object.entries(quiet.queues).filter(([id]) => id === 'q2' || id === 'q5'),
    );
    expect(messages({ ...quiet, queues: well }).told).toEqual(['All within target']);
    const unreachable = { ...quiet.total, agents: { ...quiet.total.agents, unreachable: 1 } };
    expect(messages({ ...quiet, queues: well, total: unreachable }).told).not.toEqual(['All within target']);
  });

  test('a lost feed stands first, and an alert about its own queues is not told beside it', () => {
    const dead = withFeed(busyBoard(), 'acd-2', 'dead', ['q1']);
    expect(messages(dead)).toEqual({
      lost: ['acd-2: feed lost 00:57, figures stand still since 14:31:16'],
      told: [],
    });
    expect(messages(withFeed(busyBoard(), 'acd-2', 'dead', ['q3'])).told).toHaveLength(2);
  });

  test('a source that was never heard does not count from now, and a switch that refuses us is named', () => {
    const dead = withFeed(busyBoard(), 'pbx', 'dead', ['q1']);
    const silent = (more: Partial<SourceFigures>): Board => ({
      ...dead,
      total: { ...dead.total, sources: [pbx], freshness: { state: 'dead', sources: [pbx] } },
      sources: { [pbx]: { state: 'silent', refused: 0, isUnheard: true, ...more } },
    });
    expect(messages(silent({})).lost).toEqual(['pbx: nothing was ever heard of it']);
    expect(messages(silent({ isLoginRefused: true })).lost).toEqual(['pbx: its switch refuses the login']);
    expect(trustIn({ link: LIVE, at: SAMPLE_AT }, silent({}).total).state).toBe('unknown');
  });

  test('a refused login is told beside the figures while the log of the switch goes on', () => {
    const board = {
      ...calmBoard(),
      sources: { [pbx]: { state: 'quiet', refused: 0, isLoginRefused: true } },
    } as const;
    expect(messages(board)).toEqual({ lost: [], told: ['pbx: its switch refuses the login'] });
  });

  test('what is counted again is said in percent and hatched; earlier days are said beside figures that stand', () => {
    expect(messages(counting('all'))).toEqual({
      lost: ['Counting again, 63 %: figures are right when it is done'],
      told: [],
    });
    expect(messages(counting('past')).lost).toEqual(['Counting earlier days again, 63 %']);
    expect(messages(counting('past')).told.length).toBeGreaterThan(0);
    const { total } = busyBoard();
    expect(trustIn({ link: LIVE, at: SAMPLE_AT, isCounting: true }, total).state).toBe('stale');
  });

  test('a wrong clock is told with how far it is off, and a server without a source is not all well', () => {
    expect(messages(withFeed(busyBoard(), 'acd-2', 'clock-wrong', ['q1'])).lost).toEqual([
      'acd-2: clock 23:00 ahead',
    ]);
    expect(messages(withFeed(quiet, '', 'unfed', [])).told).toEqual(['Waiting for the first figures']);
  });
});

test('a longest wait is judged by the target of its own queue', () => {
  const patient = busyBoard();
  const slow = (withinMs: number): Board => {
    const [id, figures] = Object.entries(patient.queues)[1] ?? [];
    if (id === undefined || figures === undefined) return patient;
    return {
      ...patient,
      alerts: {},
      queues: { [id]: { ...figures, target: { ...figures.target, withinMs } } },
    };
  };
  expect(judgeTile(slow(60_000), 'longest-wait', liveAt)).toBe('good');
  expect(judgeTile(slow(50_000), 'longest-wait', liveAt)).toBe('risk');
});

test('a wait stands still where its feed is dead', () => {
  const figures = { oldestQueuedAt: later(SAMPLE_AT, -90_000), oldestUntil: later(SAMPLE_AT, -60_000) };
  expect(longestWait(figures, { state: 'stale', at: SAMPLE_AT })).toBe(30_000);
});

test('the parts of the agents that are shown add up to those present, also where some never signed in', () => {
  const { total } = busyBoard();
  const { free, busy, away, unreachable, present, signedIn } = readStaff({
    ...total,
    agents: { ...total.agents, unsigned: 6 },
  });
  expect([free, busy, away, unreachable]).toEqual([12, 90, 11, 3]);
  expect([present, signedIn]).toEqual([116, 110]);
  expect(plain(en.sub.present(116, 110)[0] ?? '')).toBe('Agents 116, 110 signed in');
});

test('wrap-up counts as busy, and agents without sign-ins leave the idle ones unknown', () => {
  expect(readStaff(busyBoard().total)).toEqual({
    free: 12,
    busy: 84,
    away: 11,
    unreachable: 3,
    signedIn: 110,
    present: 110,
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
