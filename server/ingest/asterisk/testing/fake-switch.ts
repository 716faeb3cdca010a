import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import { SECOND_MS, epochMs } from '#domain/time.ts';
import { keptStanding } from '../../links/testing/kept-standing.ts';
import {
  READER_VERSION,
  createAsteriskReader,
  type AsteriskReader,
  type AsteriskReaderOptions,
} from '../asterisk-reader.ts';
import { storyOf } from './capture.ts';

/** Second 0 of the scenarios. */
export const START = 1_795_326_000;
const at = (second: number) => epochMs((START + second) * SECOND_MS);

/** A switch that says what it is told to, on one clock with us. */
export type FakeSwitch = {
  readonly reader: AsteriskReader;
  /** Writes a line at a second, which is read then or later: `log(3, 'c1|sales|amy|CONNECT|3')`. */
  log(second: number, line: string, arrives?: number): void;
  /** Sends an event: its fields without the head that all have. */
  ami(second: number, event: string, fields?: Readonly<Record<string, string | number>>): void;
  settle(second: number): void;
  lost(second: number): void;
  opened(second: number): void;
  /** What has come out since the last time, as a story. */
  story(): string[];
  events(): readonly AcdEvent[];
  /** The same switch, read by a reader that goes on where this one stands; what has not been taken out is lost. */
  restarted(): FakeSwitch;
};

/** A switch of which nothing was heard; with AMI it is connected from second -60 on. */
export function fakeSwitch(
  options: Partial<AsteriskReaderOptions> = {},
  kept?: ReadonlyMap<string, string>,
): FakeSwitch {
  const source = sourceId('pbx');
  const known = keptStanding({ source, kept: kept ?? new Map(), version: READER_VERSION });
  const mode = options.mode ?? 'pair';
  const reader = createAsteriskReader({ source, mode, ...options, standing: known.standing });
  if (mode !== 'queue-log' && kept === undefined) reader.amiOpened(at(-60));
  const events = (): readonly AcdEvent[] => reader.take().events;
  return {
    reader,
    log(second, line, arrives = second) {
      const text = `${START + Math.floor(second)}|${line}\n`;
      reader.queueLog({ bytes: Buffer.from(text), file: 'queue_log', offset: 0, receivedAt: at(arrives) });
    },
    ami(second, event, fields = {}) {
      const block = { Event: event, Timestamp: (START + second).toFixed(6), ...fields };
      reader.ami({ keys: Object.keys(block), values: Object.values(block).map(String) }, at(second));
    },
    settle: (second) => reader.settle(at(second)),
    lost: (second) => reader.amiLost(at(second)),
    opened: (second) => reader.amiOpened(at(second)),
    events,
    story: () => storyOf(events(), START * SECOND_MS),
    restarted: () => fakeSwitch(options, known.kept()),
  };
}
