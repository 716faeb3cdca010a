import { queueId, sourceId, type QueueId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import type { GroupModel, LineModel, QueueModel } from '../model/centre-model.ts';
import { fiveOfSeven, shift, usualBreaks } from './rotas.ts';
import { simulatedCentre, target, type SimulatedCentre } from './simulated-centre.ts';
import { weekShape } from './week-shape.ts';

/** The 27 provincial companies and their share of the calls, roughly by customers. */
const PROVINCES = [
  ['beijing', '北京', 'Beijing', 28],
  ['tianjin', '天津', 'Tianjin', 18],
  ['hebei', '河北', 'Hebei', 44],
  ['jibei', '冀北', 'North Hebei', 26],
  ['shanxi', '山西', 'Shanxi', 34],
  ['shandong', '山东', 'Shandong', 92],
  ['shanghai', '上海', 'Shanghai', 30],
  ['jiangsu', '江苏', 'Jiangsu', 84],
  ['zhejiang', '浙江', 'Zhejiang', 62],
  ['anhui', '安徽', 'Anhui', 58],
  ['fujian', '福建', 'Fujian', 40],
  ['hubei', '湖北', 'Hubei', 56],
  ['hunan', '湖南', 'Hunan', 60],
  ['henan', '河南', 'Henan', 88],
  ['jiangxi', '江西', 'Jiangxi', 42],
  ['sichuan', '四川', 'Sichuan', 74],
  ['chongqing', '重庆', 'Chongqing', 32],
  ['liaoning', '辽宁', 'Liaoning', 44],
  ['jilin', '吉林', 'Jilin', 26],
  ['heilongjiang', '黑龙江', 'Heilongjiang', 32],
  ['mengdong', '蒙东', 'East Inner Mongolia', 14],
  ['shaanxi', '陕西', 'Shaanxi', 38],
  ['gansu', '甘肃', 'Gansu', 26],
  ['qinghai', '青海', 'Qinghai', 8],
  ['ningxia', '宁夏', 'Ningxia', 9],
  ['xinjiang', '新疆', 'Xinjiang', 24],
  ['tibet', '西藏', 'Tibet', 4],
] as const;

const WHOLE = PROVINCES.reduce((sum, [, , , weight]) => sum + weight, 0);
/** With eight or so events a contact and those of 3,000 agents: about ten million events a month. */
const PER_DAY = 43_000;
const HOURS = [10, 7, 5, 4, 4, 6, 14, 30, 52, 60, 58, 50, 44, 44, 48, 48, 46, 46, 50, 56, 54, 44, 30, 18];
const WEEK = [1.06, 1.02, 1, 1, 1, 0.97, 0.95];
const AGENTS = 3_000;
const SITES = ['north', 'south'] as const;

/** A national power hotline: 27 provinces, 3,000 agents in two sites, round the clock. Either site can take every province. */
export const nationalHotline: SimulatedCentre = simulatedCentre({
  id: 'national-hotline',
  name: { zh: '国网客服中心', en: 'National power hotline' },
  zone: 'Asia/Shanghai',
  sources: [sourceId('acd-national')],
  sites: [
    { id: 'north', name: { zh: '北方园区', en: 'North site' } },
    { id: 'south', name: { zh: '南方园区', en: 'South site' } },
  ],
  classes: [{ boostMs: 0 }, { priority: 1, boostMs: MINUTE_MS }],
  queues: PROVINCES.map(([id, zh, en]) => ({ name: { zh, en }, ...province(queueId(id)) })),
  lines: PROVINCES.map(([id, , , weight]) => line(id, weight / WHOLE)),
  groups: groups(),
  mishaps: PROVINCES.map(([id]) => ({
    incident: { kind: 'surge', factor: 5, forMs: HOUR_MS, lines: [`${id}-`] },
    share: 0.01,
    window: { from: 6 * 60, to: 21 * 60 },
  })),
});

function province(id: QueueId): QueueModel {
  return {
    id,
    target: target(80, 20),
    service: { kind: 'lognormal', meanMs: 300 * SECOND_MS, cv: 0.9, capMs: HOUR_MS },
    wrapUp: { kind: 'lognormal', meanMs: 110 * SECOND_MS, cv: 0.7, capMs: 20 * MINUTE_MS },
    patience: { kind: 'exponential', meanMs: 180 * SECOND_MS, capMs: HOUR_MS },
    widenAfterMs: [10 * SECOND_MS],
  };
}

function line(id: string, share: number): LineModel {
  return {
    id: `${id}-`,
    channel: 'voice',
    direction: 'inbound',
    queue: queueId(id),
    week: weekShape({ perDay: PER_DAY * share, hours: HOURS, days: WEEK }),
    dayShape: 50,
    classes: [{ class: 1, share: 0.03 }],
    retrial: { share: 0.5, after: { kind: 'exponential', meanMs: 5 * MINUTE_MS } },
    label: { name: 'province', values: [id] },
  };
}

function groups(): readonly GroupModel[] {
  // More by day than by night: of ten turns four are early, four late, one begins at noon and one is the night.
  const early = shift(7, 15, day(4));
  const late = shift(15, 23, day(3));
  const noon = shift(12, 20, day(3.5));
  const night = shift(23, 31, day(4));
  const rota = fiveOfSeven([early, late, early, late, noon, early, late, night, early, late]);
  return SITES.flatMap((site) =>
    PROVINCES.map(([id, , , weight], place) => ({
      id: `${site}-${id}`,
      agents: agentsOf(weight),
      site,
      skills: [{ queue: queueId(id), level: 1 }, ...neighbours(place).map((queue) => ({ queue, level: 2 }))],
      paceSpread: 0.12,
      rota,
    })),
  );
}

/** Seats take turns at writing work orders (派单), two hours and a half of a shift. */
function day(mealAfterHours: number) {
  const orders = { afterMinutes: 20, minutes: 150, reason: 'work-orders', staggerMinutes: 50, every: 6 };
  return [orders, ...usualBreaks(mealAfterHours)];
}

function agentsOf(weight: number): number {
  return Math.max(10, Math.round((AGENTS * weight) / WHOLE / SITES.length));
}

/** Three other provinces that an agent knows well enough to help out with. */
function neighbours(place: number): readonly QueueId[] {
  return [1, 2, 3].map((step) => queueId(PROVINCES[(place + step) % PROVINCES.length]?.[0] ?? 'beijing'));
}
