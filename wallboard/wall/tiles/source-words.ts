import type { Board, SourceFigures, SourceState } from '#domain/board/board.ts';
import { shorten } from '../../format/text-ems.ts';
import type { Words, Wordings } from '../words/wall-words.ts';

/** A source's id is cut to this. */
const SOURCE_EMS = 6;

/** What matters first. */
const ORDER: readonly SourceState[] = ['silent', 'clock-wrong', 'stopped', 'quiet', 'live'];

/** How each source is, what matters first; then, shorter, only those that are not as they should be, and the first of them. Empty without sources. */
export function sourceWords(sources: Board['sources'], words: Words): Wordings {
  const all = Object.entries(sources).sort(([, one], [, other]) => rank(one) - rank(other));
  const said = all.map(([id, source]) => sourceWord(shorten(id, SOURCE_EMS), source, words));
  const [first] = said;
  const wrong = said.slice(0, all.filter(([, source]) => isWrong(source)).length);
  return first === undefined
    ? []
    : wrong.length === 0
      ? [said.join(JOINT)]
      : [said.join(JOINT), wrong.join(JOINT), first];
}

const rank = (source: SourceFigures): number =>
  source.isLoginRefused === true ? -1 : ORDER.indexOf(source.state);

function sourceWord(id: string, { isLoginRefused, state }: SourceFigures, { link }: Words): string {
  return isLoginRefused === true ? (link.refused(id)[1] ?? id) : link.source[state](id);
}

/** A source that is silent, has stopped, does not know the time or does not let us in: figures lack what it would tell. */
export const isWrong = ({ isLoginRefused, state }: SourceFigures): boolean =>
  isLoginRefused === true || state === 'silent' || state === 'stopped' || state === 'clock-wrong';

const JOINT = ' · ';
