import type { TemplateResult } from 'lit';
import { abandonRate } from '#domain/measures/measures.ts';
import { wholePercent } from '../../format/percent.ts';
import type { Placed } from '../screen/layout.ts';
import { figure, tile } from './tile.ts';
import { judgeAlerts } from '../screen/tile-state.ts';
import type { View } from './view.ts';

/** Who hung up in the last 30 minutes. Its state is that of the rules about abandons. */
export function abandonedTile(view: View, placed: Placed): TemplateResult {
  const { board, layout, words } = view;
  if (board === undefined) return tile(view, placed, undefined);
  const { lately, today } = words.sub;
  const rate = abandonRate(board.total.day.counts);
  const alerts = Object.values(board.alerts).filter((alert) => alert.measure === 'abandon-rate');
  const body = figure(layout, placed, { digits: `${board.total.abandonedLately}` });
  const sub = rate === undefined ? [lately] : [`${lately} · ${today(`${wholePercent(rate)}`)}`, lately];
  return tile(view, placed, { state: judgeAlerts(alerts), body, sub });
}
