import type { Measure, Sum } from './measure.ts';
import { countOf, formulaOf, secondsOf } from './sums.ts';

const PREDICTED = 'outcome == "answered" && has(expected_wait_ms)';
const ERROR = 'expected_wait_ms > wait_ms ? expected_wait_ms - wait_ms : wait_ms - expected_wait_ms';

const errorQuantile: Sum = {
  kind: 'sum',
  how: 'quantile',
  id: 'expected_wait_error_p90',
  unit: 'seconds',
  en: '90 % of expected waits were off by no more',
  zh: '预计等待误差 P90',
  of: 'visit',
  when: PREDICTED,
  amount: ERROR,
  share: 0.9,
};

/**
 * What waits were expected to be, and how far off that was, over the visits that were answered: who hangs up never tells how long it
 * would have taken. The formula of the expectation is said at the column `expected_wait_ms`.
 */
export const EXPECTED_WAIT: readonly Measure[] = [
  countOf(
    'visit',
    ['waits_expected', 'answered visits whose wait could be expected', '有预计等待的应答'],
    PREDICTED,
  ),
  secondsOf(
    'visit',
    ['expected_wait_seconds', 'expected waits, together', '预计等待总时长'],
    'expected_wait_ms',
    PREDICTED,
  ),
  secondsOf(
    'visit',
    ['lived_wait_seconds', 'what they were in truth, together', '实际等待总时长'],
    'wait_ms',
    PREDICTED,
  ),
  secondsOf(
    'visit',
    ['expected_wait_off', 'by how much they were off, together', '预计等待误差总和'],
    ERROR,
    PREDICTED,
  ),
  formulaOf(
    [
      'expected_wait',
      'mean expected wait: position × handle time of the last hour / contacts in hand',
      '平均预计等待',
    ],
    'seconds',
    'expected_wait_seconds / waits_expected',
  ),
  formulaOf(
    ['expected_wait_error', 'by how much expected waits were off, in the mean', '预计等待平均绝对误差'],
    'seconds',
    'expected_wait_off / waits_expected',
  ),
  formulaOf(
    ['expected_wait_bias', 'by how much they were too long, in the mean', '预计等待偏差'],
    'seconds',
    '(expected_wait_seconds - lived_wait_seconds) / waits_expected',
  ),
  errorQuantile,
];
