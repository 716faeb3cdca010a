import type { Measure, Sum } from './measure.ts';
import { EXPECTED_WAIT } from './expected-wait.ts';
import { countOf, formulaOf, secondsOf } from './sums.ts';

const waitQuantile = (percent: number): Sum => ({
  kind: 'sum',
  how: 'quantile',
  id: `wait_p${percent}`,
  unit: 'seconds',
  en: `${percent} % of those answered had waited no longer`,
  zh: `应答等待时长 P${percent}`,
  of: 'visit',
  when: 'outcome == "answered"',
  amount: 'wait_ms',
  share: percent / 100,
});

/** How long customers waited. Percentiles are of answered visits, linear between ranks; the longest wait is of all that arrived. */
export const WAITS: readonly Measure[] = [
  ...EXPECTED_WAIT,
  secondsOf(
    'visit',
    ['answered_wait', 'waits of those answered, together', '应答等待总时长'],
    'wait_ms',
    'outcome == "answered"',
  ),
  secondsOf(
    'visit',
    ['abandoned_wait', 'waits of those who hung up, together', '放弃等待总时长'],
    'wait_ms',
    'outcome == "abandoned"',
  ),
  secondsOf('visit', ['total_wait', 'waits that are over, together', '等待总时长'], 'wait_ms'),
  countOf('visit', ['waits_over', 'visits whose wait is over and known', '等待已结束'], 'has(wait_ms)'),
  formulaOf(
    ['speed_of_answer', 'mean wait of those answered', '平均应答速度'],
    'seconds',
    'answered_wait / answered',
  ),
  formulaOf(
    ['abandon_wait', 'mean wait of those who hung up', '平均放弃等待'],
    'seconds',
    'abandoned_wait / abandoned',
  ),
  formulaOf(
    ['mean_wait', 'mean wait of all, answered or not', '平均等待时长'],
    'seconds',
    'total_wait / waits_over',
  ),
  ...[50, 80, 90, 95, 99].map(waitQuantile),
  {
    kind: 'sum',
    how: 'most',
    id: 'wait_max',
    unit: 'seconds',
    en: 'the longest wait of all that arrived, answered or not',
    zh: '最长等待',
    of: 'visit',
    amount: 'waited_ms',
  },
  secondsOf('visit', ['ringing_seconds', 'time it rang, together', '振铃总时长'], 'ringing_ms'),
  countOf('visit', ['rung', 'visits that rang at an agent', '振铃次数'], 'has(ringing_ms)'),
  formulaOf(
    ['ringing_time', 'mean time from the first ringing on', '平均振铃时长'],
    'seconds',
    'ringing_seconds / rung',
  ),
];
