import type { TemplateResult } from 'lit';
import { minutesSeconds } from '../../format/clock.ts';
import type { Placed } from '../screen/layout.ts';
import { figure, tile } from './tile.ts';
import { judgeLongestWait } from '../screen/tile-state.ts';
import type { View } from './view.ts';

/** How long the contact at the head has waited. It counts on by itself, and stands still when the feed is dead. */
export function longestWaitTile(view: View, placed: Placed): TemplateResult {
  const { board, layout, at, words } = view;
  if (board === undefined) return tile(view, placed, undefined);
  const { oldestQueuedAt, oldestUntil, target } = board.total;
  const sub = words.sub.answerWithin(target.withinMs / 1000);
  if (oldestQueuedAt === undefined)
    return tile(view, placed, { state: 'good', body: figure(layout, placed, { digits: '—' }), sub });
  const waitMs = (oldestUntil ?? at) - oldestQueuedAt;
  const alerts = Object.values(board.alerts).filter((alert) => alert.state === 'firing');
  const state = judgeLongestWait(waitMs, target.withinMs, alerts);
  return tile(view, placed, { state, body: figure(layout, placed, { digits: minutesSeconds(waitMs) }), sub });
}
