import type { TemplateResult } from 'lit';
import type { Board } from '#domain/board/board.ts';
import type { Wordings } from '../words/wall-words.ts';
import { nameOf } from '../words/wall-words-of.ts';
import { shortenMiddle, textEms } from '../../format/text-ems.ts';
import type { Placed } from '../screen/layout.ts';
import { figure, innerEms, tile } from './tile.ts';
import type { View } from '../view/view.ts';

/** How many wait now, and where most of them do. */
export function waitingTile(view: View, placed: Placed): TemplateResult {
  return tile(view, placed, (board) => ({
    body: figure(view.layout, placed, { digits: `${board.total.waiting}` }),
    sub: subLine(view, board, placed),
  }));
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
  return [words.sub.mostIn(shortenMiddle(name, innerEms(layout, placed) - textEms(` ${most}`)), most)];
}
