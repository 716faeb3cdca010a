import type {
  Board,
  BoardAlert,
  Figures,
  Freshness,
  Period,
  QueueFigures,
  SourceState,
} from '#domain/board/board.ts';
import { noAgents, noAgentTime } from '#domain/agent.ts';
import type { Naming } from '#domain/centre.ts';
import { emptyCounts } from '#domain/measures/counts.ts';
import { queueId, sourceId, type SourceId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';

/** The instant of every sample: 14:32:13 in Guangzhou. */
export const SAMPLE_AT = epochMs(Date.UTC(2026, 4, 12, 6, 32, 13));

export type Level = {
  readonly met: number;
  readonly offered: number;
  readonly undecided?: number;
  readonly waiting?: number;
  /** Seconds the first in the queue has waited. */
  readonly oldest?: number;
  readonly deferred?: number;
  /** Seconds the oldest of the deferred has been there. */
  readonly oldestDeferred?: number;
  readonly share?: number;
};

/** Figures with a service level of met / offered; the other numbers follow from these by rules of thumb. */
export function sampleFigures(level: Level, agents: Partial<Figures['agents']>): Figures {
  const { oldest, share = 0.8, waiting = 0, deferred = 0, oldestDeferred } = level;
  return {
    target: { share, withinMs: 20 * SECOND_MS, shortAbandonMs: 5 * SECOND_MS },
    sources: [],
    freshness: { state: 'live' },
    waiting,
    deferred,
    ...(oldestDeferred !== undefined && {
      oldestDeferredAt: later(SAMPLE_AT, -oldestDeferred * SECOND_MS),
    }),
    ...(oldest !== undefined && { oldestQueuedAt: later(SAMPLE_AT, -oldest * SECOND_MS) }),
    agents: { ...noAgents(), ...agents },
    interval: samplePeriod(level),
    day: samplePeriod({
      ...level,
      met: level.met * 19,
      offered: level.offered * 18 + Math.ceil(level.met * 1.3),
    }),
    abandonedLately: Math.round((level.offered - level.met) / 8),
  };
}

function samplePeriod({ met, offered, undecided = 0, waiting = 0 }: Level): Period {
  const missed = Math.max(0, offered - met - waiting);
  const abandoned = Math.floor(missed / 4);
  const answered = Math.max(0, offered - abandoned - waiting);
  return {
    start: later(SAMPLE_AT, -2 * MINUTE_MS),
    counts: {
      ...emptyCounts(),
      offered,
      answered,
      answeredWithin: met,
      abandoned,
      handled: answered,
      waitAnsweredMs: answered * 11 * SECOND_MS + missed * 40 * SECOND_MS,
      handleMs: answered * 212 * SECOND_MS,
    },
    undecided,
    agentTime: { ...noAgentTime(), availableMs: HOUR_MS, busyMs: 4 * HOUR_MS, wrapUpMs: HOUR_MS / 2 },
  };
}

export const queue = (name: Naming, level: Level, agents: Partial<Figures['agents']>): QueueFigures => ({
  ...sampleFigures(level, agents),
  name,
});

const QUEUES: readonly QueueFigures[] = [
  queue(
    { zh: '报修', en: 'Repairs' },
    { met: 73, offered: 120, undecided: 2, waiting: 11, oldest: 168 },
    { available: 0, busy: 19, 'wrap-up': 2 },
  ),
  queue(
    { zh: '业务办理', en: 'Orders' },
    { met: 114, offered: 147, undecided: 4, waiting: 4, oldest: 52 },
    { available: 1, busy: 27, 'wrap-up': 3 },
  ),
  queue(
    { zh: '投诉', en: 'Complaints' },
    { met: 33, offered: 36, undecided: 1, waiting: 1, oldest: 12, share: 0.9 },
    { available: 1, busy: 5 },
  ),
  queue(
    { zh: '安多藏语', en: 'Tibetan, Amdo' },
    { met: 15, offered: 17, undecided: 2, waiting: 1, oldest: 11 },
    { available: 1, busy: 2 },
  ),
  queue(
    { zh: '咨询', en: 'Enquiries' },
    { met: 142, offered: 156 },
    { available: 4, busy: 22, 'wrap-up': 1 },
  ),
  queue({ zh: '康巴藏语', en: 'Tibetan, Kham' }, { met: 0, offered: 0 }, { available: 2 }),
  queue(
    { zh: '夜间留言', en: 'Voicemail' },
    { met: 9, offered: 15, share: 0.6, deferred: 6, oldestDeferred: 7_385 },
    {},
  ),
  queue({ zh: '微信在线', en: 'WeChat' }, { met: 47, offered: 50, share: 0.85 }, { available: 3, busy: 11 }),
];

const REPAIRS_ALERT: BoardAlert = {
  state: 'firing',
  rule: 'service-level',
  subject: { kind: 'queue', queue: queueId('q1') },
  reason: 'breach-continues',
  since: later(SAMPLE_AT, -11 * MINUTE_MS),
  firedAt: later(SAMPLE_AT, -10 * MINUTE_MS),
  value: 73 / 120,
  measure: 'service-level',
  breach: 'below',
  severity: 'critical',
  threshold: 0.8,
};

const WAIT_ALERT: BoardAlert = {
  ...REPAIRS_ALERT,
  rule: 'longest-wait',
  measure: 'longest-wait',
  breach: 'above',
  severity: 'warning',
  since: later(SAMPLE_AT, -48 * SECOND_MS),
  firedAt: later(SAMPLE_AT, -38 * SECOND_MS),
  value: 168,
  threshold: 120,
};

/** A busy floor: one queue breached, one at risk, the rest well. */
export function busyBoard(): Board {
  return {
    centre: centre({ zh: '华南客服中心', en: 'South China Service Centre' }),
    total: {
      ...sampleFigures(
        {
          met: 412,
          offered: 526,
          undecided: 13,
          waiting: 17,
          oldest: 168,
          deferred: 6,
          oldestDeferred: 7_385,
        },
        { available: 12, busy: 79, 'wrap-up': 5, away: 11, unreachable: 3 },
      ),
      abandonedLately: 9,
    },
    queues: numbered(QUEUES),
    sources: sources({ 'acd-1': 'live' }),
    alerts: { repairs: REPAIRS_ALERT, wait: WAIT_ALERT },
  };
}

/** A calm floor: everything within target, and one alert that was resolved long ago. */
export function calmBoard(): Board {
  return {
    ...busyBoard(),
    total: {
      ...sampleFigures(
        { met: 470, offered: 526, waiting: 2, oldest: 9 },
        { available: 31, busy: 64, 'wrap-up': 4, away: 9 },
      ),
      abandonedLately: 2,
    },
    queues: numbered(QUEUES.slice(3)),
    alerts: {},
  };
}

/** Five digits everywhere, and names as long as nobody should give. */
export function extremeBoard(queues = 14): Board {
  const level: Level = { met: 81_234, offered: 98_765, undecided: 4_321, waiting: 12_345, oldest: 35_999 };
  const agents = { available: 12_345, busy: 23_456, 'wrap-up': 10_000, away: 12_345, unreachable: 12_345 };
  const name = {
    zh: '华南地区宽带故障报修及投诉受理专用超长名称队列',
    en: 'Southern region broadband fault and complaint reception, second level',
  };
  const all = Array.from({ length: queues }, (_, index) =>
    queue({ zh: `${name.zh}${index}`, en: `${name.en} ${index}` }, level, agents),
  );
  const total = { ...sampleFigures(level, agents), abandonedLately: 12_345 };
  return { ...busyBoard(), centre: centre({ zh: name.zh, en: name.en }), total, queues: numbered(all) };
}

/** Nothing was offered yet today, and no sign-in was told. */
export function emptyBoard(): Board {
  const nothing = sampleFigures({ met: 0, offered: 0 }, {});
  const period = { ...nothing.interval, agentTime: noAgentTime() };
  return { ...busyBoard(), total: { ...nothing, interval: period, day: period }, queues: {}, alerts: {} };
}

/** The board with its sources in given states; all its figures come from all of them. */
export function withSources(board: Board, states: Readonly<Record<string, SourceState>>): Board {
  const freshness = freshnessOf(states);
  const queues = Object.entries(board.queues).map(([id, figures]) => [id, { ...figures, freshness }]);
  return {
    ...board,
    sources: sources(states),
    total: { ...board.total, freshness },
    queues: Object.fromEntries(queues),
  };
}

function freshnessOf(states: Readonly<Record<string, SourceState>>): Freshness {
  const those = (state: SourceState): SourceId[] =>
    Object.keys(states)
      .filter((id) => states[id] === state)
      .map(sourceId);
  const [dead, wrong, quiet] = [those('silent'), those('clock-wrong'), those('quiet')];
  if (dead.length > 0) return { state: 'dead', sources: dead, frozenAt: later(SAMPLE_AT, -57 * SECOND_MS) };
  if (wrong.length > 0) return { state: 'clock-wrong', sources: wrong };
  return { state: quiet.length > 0 ? 'quiet' : 'live' };
}

const centre = (name: Naming): Board['centre'] => ({
  name,
  zone: 'Asia/Shanghai',
  intervalMs: 30 * MINUTE_MS,
  definitions: 'usual',
});

export const sources = (states: Readonly<Record<string, SourceState>>): Board['sources'] =>
  Object.fromEntries(Object.entries(states).map(([id, state]) => [sourceId(id), { state, refused: 0 }]));

export const numbered = (queues: readonly QueueFigures[]): Board['queues'] =>
  Object.fromEntries(queues.map((one, index) => [queueId(`q${index + 1}`), one]));
