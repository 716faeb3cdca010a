import type { Board, SourceState } from '#domain/board/board.ts';
import { shorten } from '../../format/text-ems.ts';
import type { Words, Wordings } from '../words/wall-words.ts';

/** A source's id is cut to this. */
const SOURCE_EMS = 6;

/** What matters first. */
const ORDER: readonly SourceState[] = ['silent', 'clock-wrong', 'stopped', 'quiet', 'live'];

/** How each source is, what matters first; then, shorter, only those that are not as they should be, and the first of them. Empty without sources. */
export function sourceWords(sources: Board['sources'], words: Words): Wordings {
  const all = Object.entries(sources).sort(
    ([, one], [, other]) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state),
  );
  const said = all.map(([id, { state }]) => words.link.source[state](shorten(id, SOURCE_EMS)));
  const [first] = said;
  const wrong = said.slice(0, all.filter(([, { state }]) => isWrong(state)).length);
  return first === undefined
    ? []
    : wrong.length === 0
      ? [said.join(JOINT)]
      : [said.join(JOINT), wrong.join(JOINT), first];
}

/** A source that is silent, has stopped or does not know the time: figures lack what it would tell. */
export const isWrong = (state: SourceState): boolean =>
  state === 'silent' || state === 'stopped' || state === 'clock-wrong';

const JOINT = ' · ';
