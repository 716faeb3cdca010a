import type { Measure } from './measure.ts';
import { formulaOf } from './sums.ts';

/** Shares of what was offered. The service level is in `profiles.ts`: it depends on whose definition is asked for. */
export const RATES: readonly Measure[] = [
  formulaOf(['answer_rate', 'answered / offered', '接通率'], 'share', 'answered / offered'),
  formulaOf(
    ['answer_rate_in_hours', 'answered / offered while the queue was open', '服务时间内接通率'],
    'share',
    'answered / (offered - left_closed)',
  ),
  formulaOf(
    ['answer_rate_15', 'answered within 15 s / offered while open', '15秒接通率'],
    'share',
    'answered_within_15 / (offered - left_closed)',
  ),
  formulaOf(
    ['answer_rate_20', 'answered within 20 s / offered while open', '20秒接通率'],
    'share',
    'answered_within_20 / (offered - left_closed)',
  ),
  formulaOf(['abandon_rate', 'abandoned / offered', '放弃率'], 'share', 'abandoned / offered'),
  formulaOf(
    ['abandon_rate_net', 'abandons that are not short / offered without short abandons', '净放弃率'],
    'share',
    '(abandoned - short_abandoned) / (offered - short_abandoned)',
  ),
  formulaOf(
    ['short_abandon_rate', 'short abandons / offered', '短放弃率'],
    'share',
    'short_abandoned / offered',
  ),
  formulaOf(['left_rate', 'flow-outs / offered', '流出率'], 'share', 'left / offered'),
];
