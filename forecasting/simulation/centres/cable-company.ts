import { queueId, sourceId } from '#domain/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import type { Diversion, GroupModel, LineModel, QueueModel, Ring } from '../model/centre-model.ts';
import type { Spread } from '../model/spread.ts';
import { fiveOfSeven, fourCrews, shift, usualBreaks } from './rotas.ts';
import { simulatedCentre, target, type SimulatedCentre } from './simulated-centre.ts';
import { weekShape } from './week-shape.ts';

const REPAIR = queueId('repair');
const BUSINESS = queueId('business');
const COMPLAINTS = queueId('complaints');
const WECHAT = queueId('wechat');
const VOICEMAIL = queueId('voicemail');
const CALLBACK = queueId('callback');
const REVISIT = queueId('revisit');

const VOICE_HOURS = [4, 2, 1, 1, 1, 2, 6, 18, 42, 58, 60, 52, 40, 38, 46, 48, 46, 44, 48, 62, 64, 50, 26, 10];
const CHAT_HOURS = [6, 3, 2, 1, 1, 1, 4, 12, 34, 48, 52, 46, 44, 42, 46, 46, 44, 42, 46, 56, 60, 54, 34, 16];
const WEEK = [1.12, 1.02, 0.98, 0.96, 1, 1, 0.92];
/** Class 1 of the centre: someone who complains. */
const COMPLAINT = 1;

const ring: Ring = {
  answerAfter: { kind: 'exponential', meanMs: 4 * SECOND_MS },
  refusedShare: 0.015,
  timeoutMs: 15 * SECOND_MS,
  penaltyMs: 60 * SECOND_MS,
};

const COMPLAINT_SKILL = { queue: COMPLAINTS, level: 1 };
const CALL_SKILLS = [REPAIR, BUSINESS].map((queue) => ({ queue, level: 1 }));
const LATER_SKILLS = [VOICEMAIL, CALLBACK, REVISIT].map((queue) => ({ queue, level: 1 }));
const CHAT_SKILL = { queue: WECHAT, level: 1 };
const PEOPLE = { site: 'office', paceSpread: 0.15 };

/** A home agent's network is lost once in four working days, for three minutes. */
const HOME = {
  heartbeatMs: 20 * SECOND_MS,
  lossesPerHour: 0.03,
  lostFor: { kind: 'exponential', meanMs: 3 * MINUTE_MS, capMs: HOUR_MS },
} as const;

/** 22:00 to 08:00: seven in ten leave a message, heard from 08:00 on. */
const nightMessage: Diversion = {
  reason: 'voicemail',
  share: 0.7,
  afterMs: 12 * SECOND_MS,
  window: { from: 22 * 60, to: 8 * 60 },
  spares: [COMPLAINT],
  followUp: { queue: VOICEMAIL, channel: 'voicemail', due: { minuteOfDay: 8 * 60 } },
};

/** Who has waited two minutes is offered a call back within the hour; a third wants it. */
const callBack: Diversion = {
  reason: 'callback',
  share: 0.35,
  afterMs: 2 * MINUTE_MS,
  spares: [COMPLAINT],
  followUp: { queue: CALLBACK, channel: 'callback', due: { afterMs: 20 * MINUTE_MS } },
};

/** Visits are put on the list at nine and at two. */
const OUTBOUND_HOURS = Array.from({ length: 24 }, (_, hour) => (hour === 9 || hour === 14 ? 1 : 0));

/** A message left at ten in the evening is answered by nine in the morning. */
const BY_NINE = { share: 0.9, withinMs: 11 * HOUR_MS, shortAbandonMs: 0 };

/**
 * A city's cable television hotline, round the clock: office and home agents, a bot before the chat (of 100 sessions 30 are
 * handed over), voicemail after 22:00 for whoever does not complain, calls back, and outbound visits in slack hours.
 */
export const cableCompany: SimulatedCentre = simulatedCentre({
  id: 'cable-company',
  name: { zh: '广电网络客户服务热线', en: 'Cable television hotline' },
  zone: 'Asia/Shanghai',
  sources: [sourceId('acd'), sourceId('chat')],
  sites: [
    { id: 'office', name: { zh: '职场', en: 'Office' } },
    { id: 'home', name: { zh: '居家', en: 'Home' } },
  ],
  classes: [{ boostMs: 0 }, { priority: 1, boostMs: 2 * MINUTE_MS }],
  queues: queues(),
  lines: lines(),
  groups: groups(),
  mishaps: [
    {
      incident: { kind: 'surge', factor: 5, forMs: 40 * MINUTE_MS, queue: REPAIR },
      share: 0.06,
      window: { from: 8 * 60, to: 21 * 60 },
    },
    {
      incident: { kind: 'unreachable', agents: 3, forMs: 6 * MINUTE_MS },
      share: 0.15,
      window: { from: 9 * 60, to: 21 * 60 },
    },
  ],
});

function queues() {
  return [
    { name: { zh: '故障报修', en: 'Repair' }, ...voice(REPAIR, 200, 45) },
    { name: { zh: '业务咨询', en: 'Business' }, ...voice(BUSINESS, 170, 30) },
    {
      name: { zh: '投诉', en: 'Complaints' },
      ...voice(COMPLAINTS, 330, 90),
      target: target(90, 15),
      diversions: [],
    },
    {
      name: { zh: '微信客服', en: 'WeChat' },
      id: WECHAT,
      target: target(80, 60),
      service: length(260, 0.8),
      wrapUp: length(15, 0.5),
      patience: { kind: 'exponential', meanMs: 6 * MINUTE_MS, capMs: HOUR_MS } as const,
      slots: 'one' as const,
    },
    { name: { zh: '语音留言', en: 'Voicemail' }, ...deferred(VOICEMAIL, 120), target: BY_NINE },
    { name: { zh: '预约回拨', en: 'Calls back' }, ...deferred(CALLBACK, 200) },
    {
      name: { zh: '外呼回访', en: 'Outbound visits' },
      ...deferred(REVISIT, 90),
      keepFree: 3,
      boostMs: -DAY_MS,
    },
  ];
}

function voice(id: QueueModel['id'], talkSeconds: number, wrapSeconds: number): QueueModel {
  return {
    id,
    target: target(80, 20),
    service: length(talkSeconds, 0.9),
    wrapUp: length(wrapSeconds, 0.7),
    patience: { kind: 'exponential', meanMs: 180 * SECOND_MS, capMs: HOUR_MS },
    ring,
    widenAfterMs: [30 * SECOND_MS],
    diversions: [nightMessage, callBack],
    transfers: [{ share: 0.03, to: COMPLAINTS }],
  };
}

function deferred(id: QueueModel['id'], talkSeconds: number): QueueModel {
  return {
    id,
    target: { share: 0.9, withinMs: HOUR_MS, shortAbandonMs: 0 },
    service: length(talkSeconds, 0.8),
    wrapUp: length(30, 0.5),
    // It comes after every call that has waited, until it has waited half an hour longer itself.
    boostMs: -30 * MINUTE_MS,
    keepFree: 1,
  };
}

function length(seconds: number, cv: number): Spread {
  return { kind: 'lognormal', meanMs: seconds * SECOND_MS, cv, capMs: HOUR_MS };
}

function lines(): readonly LineModel[] {
  const inbound = { direction: 'inbound', dayShape: 40, customers: 400_000 } as const;
  const call = {
    channel: 'voice',
    retrial: { share: 0.45, after: { kind: 'exponential', meanMs: 5 * MINUTE_MS } },
    classes: [{ class: COMPLAINT, share: 0.05, queue: COMPLAINTS }],
    ...inbound,
  } as const;
  const bot = {
    time: { kind: 'lognormal', meanMs: 95 * SECOND_MS, cv: 0.8, capMs: 20 * MINUTE_MS },
    containedShare: 0.64,
    hangUpShare: 0.06,
  } as const;
  const chat = { channel: 'wechat', source: 1, selfService: bot, ...inbound } as const;
  const outbound = weekShape({ perDay: 260, hours: OUTBOUND_HOURS, days: [1, 1, 1, 1, 1, 0, 0] });
  return [
    { id: 'r', queue: REPAIR, week: week(1_050, VOICE_HOURS), ...call },
    { id: 'b', queue: BUSINESS, week: week(820, VOICE_HOURS), ...call },
    { id: 'w', queue: WECHAT, week: week(1_500, CHAT_HOURS), ...chat },
    { id: 'o', queue: REVISIT, week: outbound, channel: 'voice', direction: 'outbound', customers: 400_000 },
  ];
}

function groups(): readonly GroupModel[] {
  const shifts = [
    shift(8, 16, usualBreaks(3.5)),
    shift(14, 22, usualBreaks(3.5)),
    shift(9, 17, usualBreaks(3)),
  ];
  const day = { ...PEOPLE, rota: fiveOfSeven(shifts) };
  const all = [...CALL_SKILLS, COMPLAINT_SKILL];
  return [
    { id: 'office', agents: 14, skills: [...all, ...LATER_SKILLS], ...day },
    // Trainees of ramp 0.6 take calls that are easy, and no complaints.
    { id: 'trainee', agents: 4, skills: CALL_SKILLS, paceFactor: 1 / 0.6, ...day },
    { id: 'senior', agents: 4, skills: [COMPLAINT_SKILL, { queue: REPAIR, level: 2 }], ...day },
    { id: 'home', agents: 20, skills: [...CALL_SKILLS, ...LATER_SKILLS], ...day, site: 'home', home: HOME },
    { id: 'chat', agents: 11, skills: [CHAT_SKILL], slots: 4, slowdown: 0.2, source: 1, ...day },
    { id: 'night', agents: 8, skills: [...all, CHAT_SKILL], ...PEOPLE, rota: fourCrews(usualBreaks(3.5)) },
  ];
}

function week(perDay: number, hours: readonly number[]): readonly number[] {
  return weekShape({ perDay, hours, days: WEEK });
}
