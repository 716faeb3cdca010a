import { queueId, sourceId, type QueueId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import type { GroupModel, LineModel, QueueModel } from '../model/centre-model.ts';
import { HUMAN, shift } from './rotas.ts';
import { simulatedCentre, target, type SimulatedCentre } from './simulated-centre.ts';
import { weekShape } from './week-shape.ts';

/** Shops of different size: their share of the chats, and how many agents serve them first. */
const SHOPS = [
  { id: 'silk', zh: '丝绸旗舰店', en: 'Silk store', share: 0.2, agents: 17 },
  { id: 'tea', zh: '茶叶旗舰店', en: 'Tea store', share: 0.16, agents: 14 },
  { id: 'shoes', zh: '运动鞋旗舰店', en: 'Sports shoes', share: 0.14, agents: 12 },
  { id: 'toys', zh: '母婴玩具店', en: 'Toys and babies', share: 0.12, agents: 10 },
  { id: 'phone', zh: '手机配件店', en: 'Phone parts', share: 0.1, agents: 9 },
  { id: 'cosmetics', zh: '美妆旗舰店', en: 'Cosmetics', share: 0.1, agents: 9 },
] as const;
const AFTER_SALE = queueId('after-sale');
const AFTER_SALE_SHARE = 0.18;
const AFTER_SALE_AGENTS = 29;

/** 200 customers an agent-day on a usual day, 500 on the eleventh of November: 100 agents, 50,000 chats. */
const PER_DAY = 20_000;
const HOURS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 72, 70, 62, 64, 68, 68, 66, 62, 64, 76, 84, 82, 74, 60];
const CALENDAR = { '11-10': 1.8, '11-11': 2.5, '11-12': 1.6, '06-18': 2.1, '12-12': 1.7 };

const shopQueue = (id: string): QueueId => queueId(`shop-${id}`);

/** An outsourcer's chat floor for many shops on the days of the big sale: 100 agents, 09:00 to 24:00, several chats at once. */
export const doubleEleven: SimulatedCentre = simulatedCentre({
  id: 'double-eleven',
  name: { zh: '双十一电商客服', en: 'Double Eleven: chat for online shops' },
  zone: 'Asia/Shanghai',
  sources: [sourceId('chat')],
  target: target(80, 30, 0),
  queues: [
    ...SHOPS.map(({ id, zh, en }) => ({ name: { zh, en }, ...chats(shopQueue(id), 95) })),
    { name: { zh: '售后服务', en: 'After-sale' }, ...chats(AFTER_SALE, 150) },
  ],
  lines: [
    ...SHOPS.map(({ id, share }) => line(id, shopQueue(id), share)),
    {
      ...line('after', AFTER_SALE, AFTER_SALE_SHARE),
      label: { name: 'shop', values: SHOPS.map(({ id }) => id) },
    },
  ],
  groups: groups(),
  mishaps: [
    // A shop's own sale begins at eight in the evening.
    {
      incident: { kind: 'surge', factor: 3, forMs: 30 * MINUTE_MS, lines: ['silk', 'tea'] },
      share: 0.1,
      window: { from: 20 * 60, to: 20 * 60 + 1 },
    },
  ],
});

function chats(id: QueueId, workSeconds: number): QueueModel {
  return {
    id,
    target: target(80, 30, 0),
    service: { kind: 'lognormal', meanMs: workSeconds * SECOND_MS, cv: 0.7, capMs: HOUR_MS / 2 },
    wrapUp: { kind: 'constant', ms: 5 * SECOND_MS },
    patience: { kind: 'exponential', meanMs: 4 * MINUTE_MS, capMs: HOUR_MS },
    slots: 'one',
    widenAfterMs: [20 * SECOND_MS],
    diversions: [{ reason: 'closed', share: 1, afterMs: 0, window: { from: 0, to: 9 * 60 } }],
    transfers: id === AFTER_SALE ? [] : [{ share: 0.04, to: AFTER_SALE }],
  };
}

function line(id: string, queue: QueueId, share: number): LineModel {
  return {
    id,
    channel: 'chat',
    direction: 'inbound',
    queue,
    week: weekShape({ perDay: PER_DAY * share, hours: HOURS }),
    dayShape: 60,
    calendar: CALENDAR,
    retrial: { share: 0.3, after: { kind: 'exponential', meanMs: 8 * MINUTE_MS } },
    customers: 2_000_000,
  };
}

function groups(): readonly GroupModel[] {
  const meal = [{ afterMinutes: 180, minutes: 30, reason: 'meal', staggerMinutes: 20, every: 6 }];
  // Day and night shift of seven and a half hours, in turn from day to day; the whole floor works.
  const rota = {
    shifts: [shift(9, 16.5, meal), shift(16.5, 24, meal)],
    table: [
      [0, 1],
      [1, 0],
    ],
    ...HUMAN,
  };
  const usual = { slots: 6, slowdown: 0.12, paceSpread: 0.12, rota };
  const shops = SHOPS.map(({ id, agents }) => ({
    id: `shop-${id}`,
    agents,
    skills: SHOPS.map((other) => ({ queue: shopQueue(other.id), level: other.id === id ? 1 : 2 })),
    ...usual,
  }));
  return [
    ...shops,
    { id: 'after-sale', agents: AFTER_SALE_AGENTS, skills: [{ queue: AFTER_SALE, level: 1 }], ...usual },
  ];
}
