import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { amiEvent, switchTimeOf } from '../ami/ami-event.ts';
import { amiFramer } from '../ami/ami-framer.ts';
import { createAsteriskReader, type AsteriskReader, type AsteriskReaderOptions } from '../asterisk-reader.ts';

/** Where a file of a capture lies, such as `phases/ami_full.raw`; it is zipped. */
export const capturePath = (name: string): string =>
  fileURLToPath(new URL(`captures/${name}.gz`, import.meta.url));

/** The bytes of a file of a capture. */
export const captured = (name: string): Buffer => gunzipSync(readFileSync(capturePath(name)));

/** A piece of a stream, and our clock when it came. */
export type Chunk = { readonly bytes: Buffer; readonly receivedAt: EpochMs };

/** A capture with its own chunks and times. */
export function chunksOf(name: string): Chunk[] {
  const bytes = captured(`${name}.raw`);
  return captured(`${name}.timing.jsonl`)
    .toString()
    .trim()
    .split('\n')
    .map((line) => {
      const { recv_ms: at, offset, len }: { recv_ms: number; offset: number; len: number } = JSON.parse(line);
      return { bytes: bytes.subarray(offset, offset + len), receivedAt: epochMs(at) };
    });
}

export type Fed = {
  readonly logs?: readonly string[];
  readonly ami?: readonly (readonly Chunk[])[];
  readonly options?: Partial<AsteriskReaderOptions>;
};

/** Everything that comes out of a switch's files and connections, read at the times at which they came. */
export function readCapture({ logs = [], ami = [], options = {} }: Fed) {
  const mode = ami.length === 0 ? 'queue-log' : logs.length === 0 ? 'ami' : 'pair';
  const reader = createAsteriskReader({ source: sourceId('pbx'), mode, ...options });
  const lines = logs.flatMap((name) => linesOf(name));
  for (const chunks of ami) {
    const opened = chunks[0]?.receivedAt ?? epochMs(0);
    reader.amiOpened(opened);
    const framer = amiFramer();
    for (const { bytes, receivedAt } of chunks) {
      for (const frame of framer.push(bytes)) {
        if (frame.kind !== 'block') continue;
        const now = switchTimeOf(amiEvent(frame.block, receivedAt));
        if (now !== undefined) feedLines(reader, lines, now);
        reader.ami(frame.block, receivedAt);
      }
      reader.settle(receivedAt);
    }
    reader.amiLost(chunks.at(-1)?.receivedAt ?? opened);
  }
  feedLines(reader, lines, epochMs(Infinity));
  reader.finish();
  return { reader, ...reader.take() };
}

type Line = { readonly at: EpochMs; readonly bytes: Buffer; readonly file: string; readonly offset: number };

function linesOf(name: string): Line[] {
  let offset = 0;
  return captured(name)
    .toString()
    .split(/(?<=\n)/)
    .map((text) => {
      const bytes = Buffer.from(text);
      const line = { at: epochMs((Number(text.split('|')[0]) + 1) * SECOND_MS), bytes, file: name, offset };
      offset += bytes.length;
      return line;
    });
}

function feedLines(reader: AsteriskReader, lines: Line[], until: EpochMs): void {
  while (lines[0] !== undefined && lines[0].at <= until) {
    const line = lines.shift();
    if (line === undefined) return;
    reader.settle(line.at);
    reader.queueLog({ ...line, receivedAt: line.at });
  }
}

/** Events as one would tell them: time since `from`, and what happened. */
export function storyOf(events: readonly AcdEvent[], from = 0): string[] {
  return [...events]
    .sort((one, other) => one.at - other.at || (one.seq ?? 0) - (other.seq ?? 0))
    .map(({ id, source, at, precisionMs, clock, seq, kind, ...rest }) =>
      [((at - from) / SECOND_MS).toFixed(precisionMs === undefined ? 3 : 0), kind, ...wordsOf(rest)].join(
        ' ',
      ),
    );
}

const wordsOf = (rest: object): string[] =>
  Object.values(rest).map((value) =>
    typeof value === 'object' && value !== null
      ? Object.values(value).join(',')
      : String(value).replace(/^pbx\//, ''),
  );
