import type { Measure } from './measure.ts';
import { countOf } from './sums.ts';

const left = (reason: string, en: string, zh: string): Measure =>
  countOf('visit', [`left_${reason}`, en, zh], `outcome == "left" && reason == "${reason}"`);

/** What became of visits to a queue. offered = answered + abandoned + left + lost + waiting + deferred_open, always. */
export const VOLUME: readonly Measure[] = [
  countOf('visit', ['offered', 'entered the queue', '进线']),
  countOf('visit', ['answered', 'taken by an agent', '应答'], 'outcome == "answered"'),
  countOf('visit', ['abandoned', 'hung up while waiting or ringing', '放弃'], 'outcome == "abandoned"'),
  countOf('visit', ['left', 'flowed out of the queue', '流出'], 'outcome == "left"'),
  countOf('visit', ['lost', 'its end was never told', '失联'], 'outcome == "lost"'),
  countOf(
    'visit',
    ['waiting', 'without an end yet; deferred work apart', '等待'],
    'outcome == "waiting" && stream != "deferred"',
  ),
  countOf(
    'visit',
    ['short_abandoned', 'abandoned in less than the short-abandon time', '短放弃'],
    'outcome == "abandoned" && wait_ms < short_abandon_ms',
  ),
  countOf(
    'visit',
    ['abandoned_ringing', 'hung up while it rang at an agent', '振铃放弃'],
    'outcome == "abandoned" && reason == "ringing"',
  ),
  countOf(
    'visit',
    ['abandoned_within', 'abandoned within the target time', '目标时间内放弃'],
    'outcome == "abandoned" && wait_ms <= within_ms',
  ),
  countOf(
    'visit',
    ['answered_within', 'answered within the target time', '目标时间内应答'],
    'outcome == "answered" && wait_ms <= within_ms',
  ),
  countOf(
    'visit',
    ['answered_within_15', 'answered within 15 s', '15秒内应答'],
    'outcome == "answered" && wait_ms <= 15000',
  ),
  countOf(
    'visit',
    ['answered_within_20', 'answered within 20 s', '20秒内应答'],
    'outcome == "answered" && wait_ms <= 20000',
  ),
  left('voicemail', 'left for voicemail', '转留言'),
  left('callback', 'left for a call back', '转回呼'),
  left('timeout', 'left after the longest time allowed', '超时流出'),
  left('closed', 'found the queue closed', '非服务时间'),
  left('overflow', 'overflowed to another queue', '溢出'),
  left('key', 'left by pressing a key', '按键退出'),
  left('empty', 'found nobody signed in', '无坐席流出'),
  left('withdrawn', 'was withdrawn', '撤回'),
  left('error', 'left by an error of the switch', '故障流出'),
  {
    kind: 'sum',
    how: 'total',
    id: 'refused',
    unit: 'count',
    en: 'times it rang at an agent who did not answer',
    zh: '未接振铃',
    of: 'visit',
    amount: 'refused',
  },
];
