import { queueId, sourceId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import type { GroupModel, LineModel } from '../model/centre-model.ts';
import { HUMAN, shift } from './rotas.ts';
import { simulatedCentre, target, type SimulatedCentre } from './simulated-centre.ts';
import { weekShape } from './week-shape.ts';

/**
 * Fitted to the records of the "Anonymous Bank", January 1999 (Guedj and Mandelbaum, Technion): by service, the mean number
 * of calls that reached a queue on a working day (Sunday to Thursday), a Friday and a Saturday; mean and coefficient of
 * variation of the service time; and patience as the total wait over the number of those who hung up.
 */
const SERVICES = [
  {
    id: 'PS',
    zh: '普通业务',
    en: 'Regular',
    work: 1033,
    friday: 320,
    saturday: 160,
    serviceS: 192,
    cv: 1.15,
    patienceS: 454,
  },
  {
    id: 'NW',
    zh: '潜在客户',
    en: 'Prospective customers',
    work: 252,
    friday: 74,
    saturday: 13,
    serviceS: 107,
    cv: 1.36,
    patienceS: 215,
  },
  {
    id: 'NE',
    zh: '证券',
    en: 'Stock exchange',
    work: 80,
    friday: 6,
    saturday: 4,
    serviceS: 324,
    cv: 1.2,
    patienceS: 867,
  },
  {
    id: 'TT',
    zh: '留言转人工',
    en: 'Asked to be called',
    work: 45,
    friday: 5,
    saturday: 7,
    serviceS: 98,
    cv: 1.6,
    patienceS: 292,
  },
  {
    id: 'IN',
    zh: '网上银行',
    en: 'Internet support',
    work: 12.5,
    friday: 5,
    saturday: 0.6,
    serviceS: 269,
    cv: 1.09,
    patienceS: 409,
  },
  {
    id: 'PE',
    zh: '英语服务',
    en: 'English',
    work: 6.7,
    friday: 5,
    saturday: 0.8,
    serviceS: 236,
    cv: 1.15,
    patienceS: 368,
  },
] as const;

/** Calls by hour on the three kinds of days. */
const WORK = [1, 0, 0, 0, 0, 1, 3, 35, 94, 101, 117, 100, 96, 94, 114, 121, 139, 102, 72, 64, 50, 44, 44, 39];
const FRIDAY = [1, 0, 0, 0, 0, 0, 0, 26, 70, 78, 68, 70, 57, 45, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const SATURDAY = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 58, 40, 35, 29, 23];
/** Days of the cycle from Monday; the week begins on Sunday. */
const ON_WORK = [1, 1, 1, 1, 0, 0, 1];
const ON_FRIDAY = [0, 0, 0, 0, 1, 0, 0];
const ON_SATURDAY = [0, 0, 0, 0, 0, 1, 0];

const BREAKS = [{ afterMinutes: 200, minutes: 20, reason: 'meal', staggerMinutes: 20, every: 4 }];

/** A bank's telephone service: six kinds of calls, three kinds of days, priority customers who are taken before others. */
export const bank: SimulatedCentre = simulatedCentre({
  id: 'bank',
  name: { zh: '银行电话服务', en: 'Telephone bank' },
  zone: 'Asia/Jerusalem',
  sources: [sourceId('bank-acd')],
  target: target(80, 20, 0),
  // Customers of high priority begin as if they had waited a minute and a half.
  classes: [{ boostMs: 0 }, { priority: 2, boostMs: 90 * SECOND_MS }],
  queues: SERVICES.map(({ id, zh, en, serviceS, cv, patienceS }) => ({
    id: queueId(id),
    name: { zh, en },
    target: target(80, 20, 0),
    service: { kind: 'lognormal', meanMs: serviceS * SECOND_MS, cv, capMs: HOUR_MS },
    patience: { kind: 'exponential', meanMs: patienceS * SECOND_MS, capMs: HOUR_MS },
  })),
  lines: SERVICES.map(line),
  groups: groups(),
});

function line(service: (typeof SERVICES)[number]): LineModel {
  const { id, work, friday, saturday } = service;
  const parts = [
    weekShape({ perDay: work, hours: WORK, days: ON_WORK }),
    weekShape({ perDay: friday, hours: FRIDAY, days: ON_FRIDAY }),
    weekShape({ perDay: saturday, hours: SATURDAY, days: ON_SATURDAY }),
  ];
  return {
    id: id.toLowerCase(),
    channel: 'voice',
    direction: 'inbound',
    queue: queueId(id),
    week: Array.from({ length: 672 }, (_, quarter) =>
      parts.reduce((sum, part) => sum + (part[quarter] ?? 0), 0),
    ),
    dayShape: 60,
    classes: [{ class: 1, share: 0.29 }],
    // Ten seconds of menu; 1,198 of 31,359 hung up there. The others are those who came to a queue.
    selfService: {
      time: { kind: 'exponential', meanMs: 10 * SECOND_MS, capMs: 5 * MINUTE_MS },
      containedShare: 0,
      hangUpShare: 0.038,
    },
  };
}

/** Seven to midnight, as many as give the published share of answered calls (0.90; it comes out at 0.89); Friday until two, Saturday from seven in the evening. */
function groups(): readonly GroupModel[] {
  const shifts = [
    shift(7, 15, BREAKS),
    shift(9, 17, BREAKS),
    shift(14, 19, []),
    shift(16, 24, BREAKS),
    shift(7, 14, []),
    shift(19, 24, []),
  ];
  const early = [0, 0, 0, 0, 4, -1, 0];
  const middle = [1, 1, 1, 1, 4, -1, 1];
  const afternoon = [2, 2, 2, 2, -1, -1, 2];
  const late = [3, 3, 3, 3, -1, 5, 3];
  const general = ['PS', 'NW', 'TT', 'PE'].map((id) => ({ queue: queueId(id), level: 1 }));
  const special = ['NE', 'IN'].map((id) => ({ queue: queueId(id), level: 1 }));
  const relief = ['PS', 'NW'].map((id) => ({ queue: queueId(id), level: 2 }));
  return [
    {
      id: 'teller',
      agents: 10,
      skills: general,
      paceSpread: 0.15,
      rota: { shifts, table: [early, middle, late, early, afternoon], ...HUMAN },
    },
    {
      id: 'broker',
      agents: 3,
      skills: [...special, ...relief],
      rota: { shifts, table: [early, middle, late], ...HUMAN },
    },
  ];
}
