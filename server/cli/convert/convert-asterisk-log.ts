import { SECOND_MS, epochMs, type DurationMs } from '#domain/time.ts';
import {
  createAsteriskReader,
  type AsteriskReader,
  type AsteriskReaderOptions,
} from '../../ingest/asterisk/asterisk-reader.ts';
import { orderedLogs } from './convert-asterisk-order.ts';
import { asteriskReport } from './convert-asterisk-report.ts';
import { eventWindow } from './convert-asterisk-window.ts';
import { countVisits, type VisitCount } from './count-visits.ts';
import { withTemporaryStore } from '../../replay/temporary-store.ts';
import type { Progress } from '../progress.ts';
import { readLines } from '../../files/read-lines.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { CommandFailure } from '../run-command.ts';
import { writeEventFile, type EventFileWriter } from '../../files/write-file.ts';

/** What is converted, and to where. */
export type AsteriskConversion = {
  /** Paths; `-` is standard input. */
  readonly inputs: readonly string[];
  /** A path; `-` is standard output. */
  readonly out: string;
  readonly options: Omit<AsteriskReaderOptions, 'mode'>;
  readonly print: (line: string) => void;
  readonly progress: Progress;
};

/** The log is in order to the second. */
const WINDOW_MS: DurationMs = 5 * SECOND_MS;

/** Converts queue_logs, rotated ones too, to a file of events by time, and prints what became of the lines. */
export async function convertAsteriskLog(conversion: AsteriskConversion): Promise<void> {
  notOntoItself({ inputs: conversion.inputs, outs: { '--out': conversion.out } });
  const out = writeEventFile(conversion.out);
  try {
    await withTemporaryStore((store) => convertInto(conversion, out, countVisits(store)));
  } finally {
    conversion.progress.clear();
    await out.discard();
  }
}

async function convertInto(
  { inputs, options, print, progress }: AsteriskConversion,
  out: EventFileWriter,
  visits: VisitCount,
): Promise<void> {
  const reader = createAsteriskReader({ ...options, mode: 'queue-log' });
  const report = asteriskReport((line) => {
    progress.clear();
    print(line);
  });
  const window = eventWindow(WINDOW_MS);
  const drain = async (): Promise<void> => {
    const reading = reader.take();
    report.count(reading);
    await visits.add(reading.events);
    window.add(reading.events);
    await out.write(window.due());
  };
  for await (const count of readInto(reader, await orderedLogs(inputs, options.zone))) {
    await drain();
    progress.show(() => `${count} lines, ${window.size()} events`);
  }
  reader.finish();
  await drain();
  const sums = reader.sums();
  if (window.size() === 0 && sums.refused > 0)
    throw new CommandFailure(`no line of ${inputs.join(', ')} could be read`);
  await out.write(window.rest());
  await out.commit();
  report.finish({ name: inputs.join(', '), sums, events: window.size(), visits: visits.lines() });
}

async function* readInto(reader: AsteriskReader, paths: readonly string[]): AsyncGenerator<number> {
  let count = 0;
  for (const path of paths) {
    for await (const { first, lines } of readLines(path)) {
      for (let index = 0; index < lines.length; index += 1)
        reader.queueLogLine({
          text: lines[index] ?? '',
          file: path,
          line: first + index,
          receivedAt: epochMs(0),
        });
      count += lines.length;
      yield count;
    }
  }
}
