import { countOf, formulaOf } from './definitions/sums.ts';
import { DAY_MS, type DurationMs } from '../time.ts';
import type { Measure } from './definitions/measure.ts';

/**
 * How a vendor or a standard computes "service level" from the same visits: which count as met, of which, and in the period of which
 * instant. Nothing else changes with the profile. Conditions are over a visit.
 */
export type Profile = {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly met: string;
  readonly of: string;
  /** The instant that decides the period; the arrival when absent. */
  readonly at?: string;
  /** It has to hold over any continuous stretch of this length. */
  readonly over?: { readonly lengthMs: DurationMs; readonly least: number };
};

const MET = 'outcome == "answered" && wait_ms <= within_ms';
const RESOLVED = 'outcome == "answered" || outcome == "abandoned"';
const SHORT = 'outcome == "abandoned" && wait_ms < short_abandon_ms';
const WITHIN = '(outcome == "answered" || outcome == "abandoned") && wait_ms <= within_ms';
const NOT_WITHIN = 'outcome == "answered" || (outcome == "abandoned" && wait_ms > within_ms)';
const SHORT_OUT = `(${RESOLVED}) && !(${SHORT})`;

/** The first of answer, abandon, and the end of the target time. */
const VERDICT = 'decided_at < arrived_at + within_ms ? decided_at : arrived_at + within_ms';

/** The service level of the same contacts as others compute it, so that a wall can be reconciled with a switch's own report. */
export const PROFILES: readonly Profile[] = [
  {
    id: 'arrival',
    en: 'ours: answered in time / offered without short abandons and closed hours, by arrival',
    zh: '本系统：按到达时段，剔除短放弃与非服务时间',
    met: MET,
    of: `!(${SHORT}) && !(outcome == "left" && reason == "closed")`,
  },
  {
    id: 'genesys',
    en: 'answered in time / (answered + abandoned − short abandons), each by its own time',
    zh: 'Genesys：各计数按事件发生时段',
    met: MET,
    of: SHORT_OUT,
    at: 'decided_at',
  },
  {
    id: 'amazon',
    en: 'answered, abandoned or left for a call back in time / queued, at the end of the contact',
    zh: 'Amazon Connect：按联络结束时段',
    met: `(outcome == "answered" || outcome == "abandoned" || (outcome == "left" && reason == "callback")) && wait_ms <= within_ms`,
    of: 'outcome != "waiting"',
    at: 'ended_at',
  },
  {
    id: 'cisco-ignore',
    en: 'answered in time / (answered + abandoned later), when the verdict fell',
    zh: 'Cisco：忽略目标时间内放弃',
    met: MET,
    of: NOT_WITHIN,
    at: VERDICT,
  },
  {
    id: 'cisco-negative',
    en: 'answered in time / (answered + abandoned), when the verdict fell',
    zh: 'Cisco：放弃计为负面',
    met: MET,
    of: RESOLVED,
    at: VERDICT,
  },
  {
    id: 'cisco-positive',
    en: '(answered + abandoned in time) / (answered + abandoned), when the verdict fell',
    zh: 'Cisco：目标时间内放弃计为正面',
    met: WITHIN,
    of: RESOLVED,
    at: VERDICT,
  },
  {
    id: 'talkdesk',
    en: 'answered in time / (answered + abandoned − short abandons), by arrival',
    zh: 'Talkdesk：剔除短放弃，按到达时段',
    met: MET,
    of: SHORT_OUT,
  },
  {
    id: 'asterisk-1',
    en: 'ServicelevelPerf: answered in time / answered, at the end of the call',
    zh: 'Asterisk ServicelevelPerf：仅应答，按通话结束',
    met: MET,
    of: 'outcome == "answered"',
    at: 'ended_at',
  },
  {
    id: 'asterisk-2',
    en: 'ServicelevelPerf2: (answered + abandoned in time) / (answered + abandoned), at the end of the call',
    zh: 'Asterisk ServicelevelPerf2：按通话结束',
    met: WITHIN,
    of: RESOLVED,
    at: 'ended_at',
  },
  {
    id: 'cn-1',
    en: '公式一: (answered + abandoned in time) / (answered + abandoned)',
    zh: '公式一：目标时间内放弃计入分子',
    met: WITHIN,
    of: RESOLVED,
  },
  {
    id: 'cn-2',
    en: '公式二: answered in time / answered',
    zh: '公式二：仅计应答',
    met: MET,
    of: 'outcome == "answered"',
  },
  {
    id: 'cn-3',
    en: '公式三: answered in time / (answered + abandoned)',
    zh: '公式三：全部放弃计入分母',
    met: MET,
    of: RESOLVED,
  },
  {
    id: 'cn-4',
    en: '公式四: answered in time / (answered + abandoned later)',
    zh: '公式四：目标时间内放弃不计',
    met: MET,
    of: NOT_WITHIN,
  },
  {
    id: 'gbt33358',
    en: 'GB/T 33358: answered / offered while open, at least 95 % over any continuous 24 h (the 15 s are answer_rate_15)',
    zh: 'GB/T 33358：接通率，任意连续24小时不低于95%（15秒见 answer_rate_15）',
    met: 'outcome == "answered"',
    of: '!(outcome == "left" && reason == "closed")',
    over: { lengthMs: DAY_MS, least: 0.95 },
  },
];

/** The service level as the profile has it, and its two parts, which can be counted and listed. */
export function serviceLevelUnder({ met, of, at }: Profile): readonly Measure[] {
  return [
    countOf('visit', ['service_level_met', 'visits within the service level', '达标量'], met, at),
    countOf(
      'visit',
      ['service_level_base', 'visits that the service level is about', '服务水平基数'],
      of,
      at,
    ),
    formulaOf(
      ['service_level', 'answered in time, as the profile has it', '服务水平'],
      'share',
      'service_level_met / service_level_base',
    ),
  ];
}
