import type { Board, BoardAlert } from '#domain/board/board.ts';
import type { EpochMs } from '#domain/time.ts';
import { hourMinute, minutesSeconds } from '../../format/clock.ts';
import { shorten } from '../../format/text-ems.ts';
import { wholePercent } from '../../format/percent.ts';
import type { AlertParts, Sentence, Words } from '../words/wall-words.ts';
import { nameOf } from '../words/wall-words-of.ts';

/** A longer name would push the figure out of the line; 10 em is ten Chinese characters. */
const NAME_EMS = 10;

/** An alert in two halves: what is where, and how far from what since when. */
export function alertSentence(board: Board, alert: BoardAlert, { words, now }: Telling): Sentence {
  if (alert.state === 'resolved' && alert.measure === 'source-silence')
    return words.alert.heardAgain(
      shorten(subjectName(board, alert, words), NAME_EMS),
      // The breach began when the silence had lasted as long as the limit.
      minutesSeconds(alert.resolvedAt - alert.since + alert.threshold * 1000),
    );
  const over = alert.state === 'resolved' ? alert.resolvedAt : now;
  const parts: AlertParts = {
    name: shorten(subjectName(board, alert, words), NAME_EMS),
    ...measureWords(alert, words),
    since: hourMinute(alert.since, board.centre.zone),
    lasting: words.alert.lasting(over - alert.since),
  };
  return alert.state === 'resolved' ? words.alert.resolved(parts) : words.alert.firing(parts);
}

export type Telling = { readonly words: Words; readonly now: EpochMs };

function subjectName(board: Board, { subject }: BoardAlert, words: Words): string {
  switch (subject.kind) {
    case 'queue':
      return nameOf(board.queues[subject.queue]?.name ?? {}, words, subject.queue);
    case 'centre':
      return nameOf(board.centre.name, words, '');
    case 'source':
      return subject.source;
  }
}

/** The value and the threshold in the measure's own unit. */
function measureWords(
  { measure, value, threshold }: BoardAlert,
  words: Words,
): Pick<AlertParts, 'what' | 'limit'> {
  const said = words.alert;
  switch (measure) {
    case 'service-level':
      return {
        what: said.serviceLevel(`${wholePercent(value, threshold)}`),
        limit: said.serviceLevelLimit(`${wholePercent(threshold)}`),
      };
    case 'longest-wait':
      return { what: said.longestWait(time(value)), limit: said.limit(time(threshold)) };
    case 'waiting':
      return { what: said.waiting(value), limit: said.limit(said.contacts(threshold)) };
    case 'abandon-rate':
      return {
        what: said.abandonRate(`${wholePercent(value)}`),
        limit: said.limit(words.percent(`${wholePercent(threshold)}`)),
      };
    case 'source-silence':
      return { what: said.silence(time(value)), limit: said.limit(time(threshold)) };
  }
}

const time = (seconds: number): string => minutesSeconds(seconds * 1000);
