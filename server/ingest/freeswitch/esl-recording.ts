import type { AcdEvent } from '#domain/acd-event.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import { eslFramer, type EslFrame } from './esl-framer.ts';
import { freeswitchReader, type FreeswitchReaderOptions } from './freeswitch-reader.ts';
import { readEslMessage } from './read-esl-message.ts';

/** What a piece of a recording says. The "line" of a refusal is the number of its frame, from 1. */
export type Recorded = { readonly events: readonly AcdEvent[]; readonly refused: readonly RefusedLine[] };

/** Reads the bytes that an event socket has sent, several connections one after the other too. */
export type EslRecording = {
  read(chunk: Uint8Array): Recorded;
  /** The connection ends here; the next chunk is the beginning of another. */
  cut(): Recorded;
  /** There is no more. */
  end(): Recorded;
};

/** A recording before its first byte. */
export function eslRecording(options: FreeswitchReaderOptions): EslRecording {
  const framer = eslFramer();
  const reader = freeswitchReader(options);
  let line = 0;

  function take(frames: readonly EslFrame[]): Recorded {
    const events: AcdEvent[] = [];
    const refused: RefusedLine[] = [];
    for (const frame of frames) {
      line += 1;
      const message = readEslMessage(frame);
      if (message.kind === 'event') events.push(...reader.event(message.event));
      if (message.kind === 'refused') refused.push({ ...message.refusal, line });
    }
    return { events, refused };
  }

  return {
    read: (chunk) => take(framer.push(chunk)),
    cut: () => take(framer.end()),
    end() {
      const { events, refused } = take(framer.end());
      return { events: [...events, ...reader.end()], refused };
    },
  };
}
