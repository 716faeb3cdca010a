import type { Measure } from './measure.ts';
import { countOf, formulaOf, secondsOf } from './sums.ts';

/** Rounds of chats: from the customer’s first open question to the next reply of a person. A bot’s reply is none. */
export const CHAT: readonly Measure[] = [
  countOf('round', ['rounds', 'questions of customers, several in a row as one', '咨询轮次']),
  countOf(
    'round',
    ['rounds_replied', 'rounds that a person replied to', '已回复轮次'],
    'outcome == "replied"',
  ),
  countOf(
    'round',
    ['rounds_within_3min', 'rounds replied to within three minutes', '三分钟内回复轮次'],
    'outcome == "replied" && response_ms <= 180000',
  ),
  formulaOf(
    ['response_rate_3min', 'rounds within three minutes / rounds', '三分钟响应率'],
    'share',
    'rounds_within_3min / rounds',
  ),
  secondsOf('round', ['response_seconds', 'response times, together', '响应总时长'], 'response_ms'),
  formulaOf(
    ['response_time', 'mean time to a reply', '平均响应时长'],
    'seconds',
    'response_seconds / rounds_replied',
  ),
  countOf(
    'round',
    ['first_responses', 'contacts that a person replied to', '首次响应数'],
    'first && outcome == "replied"',
  ),
  secondsOf(
    'round',
    ['first_response_seconds', 'first response times, together', '首响总时长'],
    'response_ms',
    'first',
  ),
  formulaOf(
    ['first_response', 'mean time to the first reply of a person', '平均首次响应时长'],
    'seconds',
    'first_response_seconds / first_responses',
  ),
  {
    kind: 'sum',
    how: 'most',
    id: 'response_max',
    unit: 'seconds',
    en: 'the longest wait for a reply, of open questions so far',
    zh: '最长响应',
    of: 'round',
    amount: 'waited_ms',
  },
  {
    kind: 'sum',
    how: 'distinct',
    id: 'distinct_customers',
    unit: 'count',
    en: 'customers whom an agent talked or wrote to, each once',
    zh: '接待人数',
    of: 'handling',
    when: 'replied && has(customer)',
    column: 'customer',
  },
];
