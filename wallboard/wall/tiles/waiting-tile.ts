import type { TemplateResult } from 'lit';
import type { Board } from '#domain/board/board.ts';
import type { Wordings } from '../words/wall-words.ts';
import { nameOf } from '../words/wall-words-of.ts';
import { shorten, textEms } from '../../format/text-ems.ts';
import type { Placed } from '../screen/layout.ts';
import { figure, innerEms, tile } from './tile.ts';
import { judgeAlerts } from '../screen/tile-state.ts';
import type { View } from './view.ts';

/** How many wait now, and where most of them do. It has no target of its own: its state is that of its rules. */
export function waitingTile(view: View, placed: Placed): TemplateResult {
  const { board, layout } = view;
  if (board === undefined) return tile(view, placed, undefined);
  const alerts = Object.values(board.alerts).filter((alert) => alert.measure === 'waiting');
  const body = figure(layout, placed, { digits: `${board.total.waiting}` });
  return tile(view, placed, { state: judgeAlerts(alerts), body, sub: subLine(view, board, placed) });
}

/** Where most wait, and what is deferred beside them where there is room for both. */
function subLine(view: View, board: Board, placed: Placed): Wordings {
  const most = mostWaiting(view, board, placed);
  const { deferred } = board.total;
  if (deferred === 0) return most;
  const said = view.words.sub.deferred(deferred);
  const both = most.map((words) => `${words} · ${said}`);
  return board.total.waiting === 0 ? [...both, said] : [...both, ...most];
}

function mostWaiting({ layout, words }: View, board: Board, placed: Placed): Wordings {
  if (board.total.waiting === 0) return words.sub.nobodyWaits;
  let most = 0;
  let name = '';
  for (const [id, queue] of Object.entries(board.queues)) {
    if (queue.waiting <= most) continue;
    most = queue.waiting;
    name = nameOf(queue.name, words, id);
  }
  return [words.sub.mostIn(shorten(name, innerEms(layout, placed) - textEms(` ${most}`)), most)];
}
