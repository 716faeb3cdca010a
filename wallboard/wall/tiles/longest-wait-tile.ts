import type { TemplateResult } from 'lit';
import type { Board, Figures } from '#domain/board/board.ts';
import { minutesSeconds } from '../../format/clock.ts';
import { shortenMiddle, textEms } from '../../format/text-ems.ts';
import { longestWait } from '../screen/trust.ts';
import type { Placed } from '../screen/layout.ts';
import { nameOf } from '../words/wall-words-of.ts';
import type { Wordings } from '../words/wall-words.ts';
import { figure, innerEms, tile } from './tile.ts';
import type { View } from '../view/view.ts';

/** How long the contact at the head has waited, and where. It counts on by itself, and stands still when its feed is dead. */
export function longestWaitTile(view: View, placed: Placed): TemplateResult {
  return tile(view, placed, (board, trust) => {
    const waitMs = longestWait(board.total, trust);
    const digits = waitMs === undefined ? '—' : minutesSeconds(waitMs);
    return { body: figure(view.layout, placed, { digits }), sub: subLine(view, board, placed) };
  });
}

/** Where the longest wait is and what was promised there; what is promised in the centre when nobody waits. */
function subLine({ layout, words }: View, board: Board, placed: Placed): Wordings {
  const longest = Object.entries(board.queues).find(([, queue]) => isOldest(queue, board.total));
  const [id, queue] = longest ?? ['', undefined];
  const promised = words.sub.answerWithin((queue ?? board.total).target.withinMs / 1000);
  if (queue === undefined) return promised;
  const name = nameOf(queue.name, words, id);
  const shortest = promised.at(-1) ?? '';
  const room = innerEms(layout, placed) - textEms(` · ${shortest}`);
  return [...promised.map((one) => `${name} · ${one}`), `${shortenMiddle(name, room)} · ${shortest}`];
}

const isOldest = (queue: Figures, { oldestQueuedAt }: Figures): boolean =>
  oldestQueuedAt !== undefined && queue.oldestQueuedAt === oldestQueuedAt;
