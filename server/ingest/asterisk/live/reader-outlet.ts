import type { AcdEvent } from '#domain/acd-event.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import type { Courier, Told } from '../../links/courier.ts';
import type { AsteriskReader, AsteriskRefusal } from '../asterisk-reader.ts';

/** Between a reader and its courier: what the courier has no room for waits here and is told with the next. */
export type ReaderOutlet = {
  /** Tells what has come out of the reader, and then events of our own. */
  run(own?: readonly AcdEvent[]): void;
  /** Has a piece of the source refused that the reader never saw. */
  refuse(refusal: AsteriskRefusal): void;
};

/** An outlet that holds nothing. */
export function readerOutlet(reader: AsteriskReader, courier: Courier): ReaderOutlet {
  let held: Required<Told> = NOTHING;
  const add = (events: readonly AcdEvent[], refused: readonly AsteriskRefusal[]): void => {
    held = {
      events: [...held.events, ...events],
      refused: [...held.refused, ...refused.map(lineOf)],
    };
    // Live events stop coming, and the log is read no further, long before there is no room.
    if (courier.tell(held)) held = NOTHING;
  };
  return {
    run(own = []) {
      const { events, refused } = reader.take();
      add([...events, ...own], refused);
    },
    refuse: (refusal) => add([], [refusal]),
  };
}

const NOTHING: Required<Told> = { events: [], refused: [] };

/** A place in a log or a connection is no line of a batch: it is told with the field. */
function lineOf({ place, field, ...refusal }: AsteriskRefusal): RefusedLine {
  return { line: 1, field: field === '' ? place : `${place}, ${field}`, ...refusal };
}
