import type { Measure } from './measure.ts';
import { countOf, formulaOf, secondsOf } from './sums.ts';

/** Who comes again, and work that nobody holds the line for. */
export const CUSTOMERS: readonly Measure[] = [
  countOf('visit', ['with_customer', 'visits whose customer is known', '已知客户进线'], 'has(customer)'),
  countOf(
    'visit',
    ['mangled_customers', 'visits whose customer key a spreadsheet has rounded', '客户号损坏'],
    'customer_mangled',
  ),
  countOf(
    'visit',
    [
      'repeats',
      'visits whose customer had one with another contact in the days before',
      '重复进线（不含同一联络转接）',
    ],
    'has(customer) && earlier_ms <= repeat_ms',
  ),
  formulaOf(
    ['repeat_rate', 'repeats / visits whose customer is known', '重复来电率'],
    'share',
    'repeats / with_customer',
  ),
  countOf(
    'visit',
    ['deferred_open', 'deferred work without an end yet', '待处理'],
    'stream == "deferred" && outcome == "waiting"',
  ),
  countOf(
    'visit',
    ['deferred_due', 'deferred work that was done or is overdue', '应完成待处理'],
    'stream == "deferred" && (outcome == "answered" || waited_ms > within_ms)',
  ),
  countOf(
    'visit',
    ['deferred_in_time', 'deferred work taken up within the target time', '按时处理'],
    'stream == "deferred" && outcome == "answered" && wait_ms <= within_ms',
  ),
  formulaOf(
    ['deferred_timely_rate', 'taken up in time / due; open and overdue is late', '及时率'],
    'share',
    'deferred_in_time / deferred_due',
  ),
  {
    kind: 'sum',
    how: 'most',
    id: 'deferred_oldest',
    unit: 'seconds',
    en: 'the age of the oldest deferred work that is open',
    zh: '最久待处理',
    of: 'visit',
    when: 'stream == "deferred" && outcome == "waiting"',
    amount: 'waited_ms',
  },
  secondsOf(
    'visit',
    ['deferred_wait', 'waits of deferred work that is done, together', '待处理总时长'],
    'wait_ms',
    'stream == "deferred"',
  ),
];
