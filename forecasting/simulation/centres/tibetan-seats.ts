import { queueId, sourceId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import type { Break, LineModel, QueueModel } from '../model/centre-model.ts';
import { fourCrews, shift } from './rotas.ts';
import { simulatedCentre, target, type SimulatedCentre } from './simulated-centre.ts';
import { weekShape } from './week-shape.ts';

const AMDO = queueId('amdo');
const KHAM = queueId('kham');

/** 231.7 contacts a day (84,556 in 2015), most in the morning and the early evening. */
const PER_DAY = 231.7;
const HOURS = [2, 1, 1, 1, 1, 2, 3, 5, 8, 9, 9, 8, 6, 6, 7, 7, 7, 7, 8, 9, 8, 6, 4, 3];

/**
 * The Tibetan seats of a power company's hotline in Qinghai: eleven agents and a floor manager, round the clock in four
 * crews of 3, 3, 3 and 2, for the dialects of Amdo and Kham. With two or three on duty every single one counts.
 */
export const tibetanSeats: SimulatedCentre = simulatedCentre({
  id: 'tibetan-seats',
  name: { zh: '国网青海藏语坐席', en: 'Tibetan seats, Qinghai power hotline' },
  zone: 'Asia/Shanghai',
  sources: [sourceId('acd-xining')],
  queues: [
    { name: { zh: '安多藏语', en: 'Amdo Tibetan' }, ...dialect(AMDO) },
    { name: { zh: '康巴藏语', en: 'Kham Tibetan' }, ...dialect(KHAM) },
  ],
  lines: [line('am', AMDO, 0.62), line('kh', KHAM, 0.38)],
  groups: [
    {
      id: 'both',
      agents: 5,
      skills: [
        { queue: AMDO, level: 1 },
        { queue: KHAM, level: 1 },
      ],
      rota: fourCrews(meal()),
    },
    { id: 'amdo', agents: 4, skills: [{ queue: AMDO, level: 1 }], rota: fourCrews(meal()) },
    { id: 'kham', agents: 2, skills: [{ queue: KHAM, level: 1 }], rota: fourCrews(meal(), 1) },
    // The floor manager (现场管理) helps out when someone has waited for a minute.
    {
      id: 'floor-manager',
      agents: 1,
      skills: [
        { queue: AMDO, level: 2 },
        { queue: KHAM, level: 2 },
      ],
      rota: { shifts: [shift(9, 17.5)], table: [[0, 0, 0, 0, 0, -1, -1]] },
    },
  ],
  mishaps: [
    // A line is down: five times the calls for an hour and a half.
    {
      incident: { kind: 'surge', factor: 5, forMs: 1.5 * HOUR_MS },
      share: 0.04,
      window: { from: 7 * 60, to: 20 * 60 },
    },
  ],
});

function meal(): readonly Break[] {
  return [{ afterMinutes: 210, minutes: 30, reason: 'meal', staggerMinutes: 40, every: 3 }];
}

function dialect(id: QueueModel['id']): QueueModel {
  return {
    id,
    target: target(80, 20),
    service: { kind: 'lognormal', meanMs: 180 * SECOND_MS, cv: 0.9, capMs: HOUR_MS },
    // 1.09 work orders a call are written after it.
    wrapUp: { kind: 'lognormal', meanMs: 60 * SECOND_MS, cv: 0.7, capMs: 20 * MINUTE_MS },
    patience: { kind: 'exponential', meanMs: 150 * SECOND_MS, capMs: HOUR_MS },
    ring: {
      answerAfter: { kind: 'exponential', meanMs: 3 * SECOND_MS },
      refusedShare: 0.01,
      timeoutMs: 15 * SECOND_MS,
      penaltyMs: 30 * SECOND_MS,
    },
    widenAfterMs: [60 * SECOND_MS],
  };
}

function line(id: string, queue: QueueModel['id'], share: number): LineModel {
  return {
    id,
    channel: 'voice',
    direction: 'inbound',
    queue,
    week: weekShape({ perDay: PER_DAY * share, hours: HOURS }),
    dayShape: 30,
    retrial: { share: 0.5, after: { kind: 'exponential', meanMs: 6 * MINUTE_MS } },
    customers: 60_000,
  };
}
