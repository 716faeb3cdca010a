import type { TemplateResult } from 'lit';
import { abandonRate } from '#domain/measures/measures.ts';
import { wholePercent } from '../../format/percent.ts';
import type { Placed } from '../screen/layout.ts';
import { figure, tile } from './tile.ts';
import type { View } from '../view/view.ts';

/** Who hung up in the last 30 minutes. */
export function abandonedTile(view: View, placed: Placed): TemplateResult {
  const { lately, today } = view.words.sub;
  return tile(view, placed, ({ total }) => {
    const rate = abandonRate(total.day.counts);
    const sub = rate === undefined ? [lately] : [`${lately} · ${today(`${wholePercent(rate)}`)}`, lately];
    return { body: figure(view.layout, placed, { digits: `${total.abandonedLately}` }), sub };
  });
}
