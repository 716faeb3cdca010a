import type { Measure } from './measure.ts';
import { countOf, formulaOf, secondsOf } from './sums.ts';

const ENTERED = '(pass_ms > 0 || outcome == "open" || outcome == "lost")';

/** Voice menus and bots, before any queue: a hang-up there is no abandon of a queue. */
export const SELF_SERVICE: readonly Measure[] = [
  countOf('pass', ['self_service_entered', 'contacts with time in self-service', '进入自助'], ENTERED),
  countOf(
    'pass',
    ['self_service_abandoned', 'hung up inside', '自助中挂机'],
    'outcome == "abandoned" && pass_ms > 0',
  ),
  countOf('pass', ['self_service_contained', 'ended inside otherwise', '自助完成'], 'outcome == "contained"'),
  countOf(
    'pass',
    ['self_service_handed_over', 'went on to a queue or an agent', '转人工'],
    'outcome == "queue" || outcome == "agent"',
  ),
  countOf(
    'pass',
    ['hung_up_at_once', 'hung up before any time in self-service had passed', '进线即挂'],
    'outcome == "abandoned" && pass_ms == 0',
  ),
  formulaOf(
    ['containment', 'contained / entered self-service', '自助完成率'],
    'share',
    'self_service_contained / self_service_entered',
  ),
  secondsOf('pass', ['self_service_seconds', 'time in self-service, together', '自助总时长'], 'pass_ms'),
  secondsOf(
    'pass',
    ['to_queue_seconds', 'time to reach a queue, together', '到达排队总时长'],
    'pass_ms',
    'outcome == "queue"',
  ),
  countOf('pass', ['reached_queue', 'went on to a queue', '转入排队'], 'outcome == "queue"'),
  formulaOf(
    ['time_to_queue', 'mean time to reach the queue', '到达排队平均时长'],
    'seconds',
    'to_queue_seconds / reached_queue',
  ),
  {
    kind: 'sum',
    how: 'quantile',
    id: 'time_to_queue_p90',
    unit: 'seconds',
    en: '90 % reached the queue in this time',
    zh: '到达排队时长 P90',
    of: 'pass',
    when: 'outcome == "queue"',
    amount: 'pass_ms',
    share: 0.9,
  },
  countOf('pass', ['bot_started', 'contacts that a bot wrote to first', '机器人接待'], 'bot'),
  countOf(
    'pass',
    ['bot_handed_over', 'of these, handed over to people', '机器人转人工'],
    'bot && (outcome == "queue" || outcome == "agent")',
  ),
  formulaOf(
    ['bot_containment', '1 − handed over / started', '机器人独立解决率'],
    'share',
    '(bot_started - bot_handed_over) / bot_started',
  ),
];
