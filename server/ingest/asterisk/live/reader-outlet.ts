import type { AcdEvent } from '#domain/acd-event.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import type { Courier } from '../../links/courier.ts';
import type { AsteriskReader, AsteriskRefusal } from '../asterisk-reader.ts';

/** Between a reader and its courier. */
export type ReaderOutlet = {
  /** Tells what has come out of the reader, and then events of our own. */
  run(own?: readonly AcdEvent[]): void;
  /** Has a piece of the source refused that the reader never saw. */
  refuse(refusal: AsteriskRefusal): void;
};

/** Brings what comes out of the reader to the courier. */
export function readerOutlet(reader: AsteriskReader, courier: Courier): ReaderOutlet {
  const add = (events: readonly AcdEvent[], refused: readonly AsteriskRefusal[]): void =>
    courier.tell({ events, refused: refused.map(lineOf) });
  return {
    run(own = []) {
      const { events, refused } = reader.take();
      add([...events, ...own], refused);
    },
    refuse: (refusal) => add([], [refusal]),
  };
}

/** A place in a log or a connection is no line of a batch: it is told with the field. */
function lineOf({ place, field, ...refusal }: AsteriskRefusal): RefusedLine {
  return { line: 1, field: field === '' ? place : `${place}, ${field}`, ...refusal };
}
