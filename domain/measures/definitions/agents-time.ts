import type { Measure, Sum } from './measure.ts';
import { formulaOf } from './sums.ts';

const time = (id: string, en: string, zh: string, when: string, times?: string): Sum => ({
  kind: 'sum',
  how: 'time',
  id,
  unit: 'seconds',
  en,
  zh,
  of: 'span',
  when,
  from: 'arrived_at',
  until: 'ended_at',
  ...(times && { times }),
});

/** Agents' time, in the period in which it passed. An agent of several queues counts in each of them. */
export const AGENTS_TIME: readonly Measure[] = [
  time('signed_in_time', 'signed in, in any state', '签入时长', 'state != ""'),
  time('available_time', 'available for contacts', '空闲时长', 'state == "available"'),
  time('busy_time', 'with a contact, or busy as the switch says', '忙碌时长', 'state == "busy"'),
  time('wrap_up_state_time', 'in wrap-up', '话后状态时长', 'state == "wrap-up"'),
  time('away_time', 'away', '小休时长', 'state == "away"'),
  time('unreachable_time', 'not heard from', '失联时长', 'state == "unreachable"'),
  time('derived_time', 'of all this, read from contacts: no states were told', '推算时长', 'derived'),
  time('contact_time', 'contacts in hand, each its time', '在手会话时长', 'in_hand > 0', 'in_hand'),
  time('contact_busy_time', 'with at least one contact in hand', '有会话时长', 'in_hand > 0'),
  formulaOf(
    ['occupancy', '(busy + wrap-up) / (busy + wrap-up + available)', '占用率'],
    'share',
    '(busy_time + wrap_up_state_time) / (busy_time + wrap_up_state_time + available_time)',
  ),
  formulaOf(
    ['utilisation', '(busy + wrap-up + available) / signed in', '利用率'],
    'share',
    '(busy_time + wrap_up_state_time + available_time) / signed_in_time',
  ),
  formulaOf(
    ['concurrency', 'contacts in hand at once, while there was one', '平均并发'],
    'number',
    'contact_time / contact_busy_time',
  ),
  formulaOf(
    ['slot_occupancy', 'contacts in hand / (slots × ready time)', '会话槽占用率'],
    'share',
    'contact_time / (chat_slots * (busy_time + wrap_up_state_time + available_time))',
  ),
];
