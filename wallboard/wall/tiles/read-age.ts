import { minutesSeconds } from '../../format/clock.ts';
import type { TileState } from '../screen/tile-state.ts';
import type { Wordings } from '../words/wall-words.ts';
import { lostWords } from '../words/lost-words.ts';
import type { View } from '../view/view.ts';

/** How old the figures are, by what tells them: never live without a feed, and never younger than the last word of one that sends no heartbeats. */
export function readAge(view: View): { readonly state: TileState; readonly wordings: Wordings } {
  const { link, words } = view;
  const [lost] = view.lost;
  if (lost !== undefined) return { state: 'stale', wordings: lostWords(words, lost) };
  switch (link.state) {
    case 'connecting':
    case 'refused':
      return { state: 'unknown', wordings: words.link.connecting };
    case 'unfed':
      return { state: 'unknown', wordings: words.link.unfed };
    case 'quiet':
      return { state: 'good', wordings: words.link.lastWord(minutesSeconds(link.ageMs)) };
    case 'live':
      return { state: 'good', wordings: words.link.live(wholeSeconds(link.ageMs)) };
    case 'ageing':
      return { state: 'risk', wordings: words.link.ageing(wholeSeconds(link.ageMs)) };
    case 'stale':
      return { state: 'stale', wordings: lostWords(words, { why: 'link', forMs: link.ageMs }) };
  }
}

const wholeSeconds = (ms: number): number => Math.floor(ms / 1000);
