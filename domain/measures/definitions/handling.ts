import type { Measure } from './measure.ts';
import { countOf, formulaOf, secondsOf } from './sums.ts';

/**
 * What agents did with contacts. `handled` and `handle_time` are of those who arrived in the period; `completed…` of those whose
 * handling ended in it; `workload` is the time that passed in it, whoever it was spent on.
 */
export const HANDLING: readonly Measure[] = [
  countOf('visit', ['handled', 'answered visits whose handling is over', '已处理'], 'handled'),
  secondsOf(
    'visit',
    ['handle_seconds', 'talk, hold and wrap-up, together', '处理总时长'],
    'handle_ms',
    'handled',
  ),
  formulaOf(
    ['handle_time', 'mean talk, hold and wrap-up', '平均处理时长'],
    'seconds',
    'handle_seconds / handled',
  ),
  countOf(
    'visit',
    ['completed', 'handled visits, by the end of the handling', '完成量'],
    'handled',
    'wrapped_at',
  ),
  secondsOf(
    'visit',
    ['completed_handle_seconds', 'talk, hold and wrap-up, by its end', '完成处理总时长'],
    'handle_ms',
    'handled',
    'wrapped_at',
  ),
  formulaOf(
    ['completed_handle_time', 'mean talk, hold and wrap-up of those completed', '完成平均处理时长'],
    'seconds',
    'completed_handle_seconds / completed',
  ),
  {
    kind: 'sum',
    how: 'time',
    id: 'workload',
    unit: 'seconds',
    en: 'time spent on contacts, in the period in which it passed',
    zh: '工作量',
    of: 'handling',
    from: 'answered_at',
    until: 'worked_until',
  },
  countOf('handling', ['talks', 'talks of agents with customers, over or not', '通话次数']),
  countOf('handling', ['talks_over', 'talks that are over', '已结束通话'], 'outcome == "handled"'),
  secondsOf('handling', ['talk_seconds', 'talk without hold, together', '通话总时长'], 'talk_ms'),
  secondsOf('handling', ['hold_seconds', 'time on hold, together', '保持总时长'], 'hold_ms'),
  secondsOf('handling', ['wrap_up_seconds', 'wrap-up of contacts, together', '话后总时长'], 'wrap_ms'),
  formulaOf(['talk_time', 'mean talk without hold', '平均通话时长'], 'seconds', 'talk_seconds / talks_over'),
  formulaOf(
    ['hold_time', 'mean time on hold, of all talks', '平均保持时长'],
    'seconds',
    'hold_seconds / talks_over',
  ),
  formulaOf(
    ['wrap_up_time', 'mean wrap-up, of all talks', '平均话后时长'],
    'seconds',
    'wrap_up_seconds / talks_over',
  ),
  countOf('handling', ['talks_held', 'talks that were on hold', '保持通话数'], 'holds > 0'),
  formulaOf(['hold_rate', 'talks that were on hold / talks', '保持率'], 'share', 'talks_held / talks'),
  countOf('handling', ['transfers', 'talks that the agent passed on', '转接'], 'transferred'),
  formulaOf(['transfer_rate', 'transfers / talks', '转接率'], 'share', 'transfers / talks'),
];
