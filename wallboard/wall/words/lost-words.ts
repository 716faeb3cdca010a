import { lostFor } from '../../format/clock.ts';
import type { Lost } from '../screen/find-lost.ts';
import type { Wordings, Words } from './wall-words.ts';

/** Why figures cannot be trusted, long to short. `ticks`: with how long already, which a screen reader is not told every second. */
export function lostWords({ link }: Words, lost: Lost, ticks = true): Wordings {
  switch (lost.why) {
    case 'link':
      return link.lost(ticks ? lostFor(lost.forMs) : '');
    case 'clock':
      return link.clockWrong(lost.source, ticks ? link.skew(lost.skewMs) : '');
    case 'refused':
      return link.refused(lost.source);
    case 'unheard':
      return link.neverHeard(lost.source);
    case 'silent':
      return link.lost(ticks ? lostFor(lost.forMs) : '', lost.source);
  }
}
