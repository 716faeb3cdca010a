import { shorten, type Refusal } from '../events/explain-refusal.ts';
import {
  addBytes,
  blankLineEnd,
  byteCount,
  dropBytes,
  dropLineEnds,
  emptyByteQueue,
  indexOfWord,
  startsWith,
  takeText,
  type ByteQueue,
} from './byte-queue.ts';
import { readEslHeaders, type EslHeaders } from './read-esl-headers.ts';

/** One message of the event socket, or what was there instead of one. */
export type EslFrame =
  | { readonly kind: 'frame'; readonly headers: EslHeaders; readonly body: string }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** Where the next frame begins is not certain any more: a live connection had better be opened anew. */
      readonly isAdrift: boolean;
    };

/** Turns the bytes of an event socket, however they are cut, into frames. Never throws. */
export type EslFramer = {
  /** The frames that are whole now. */
  push(chunk: Uint8Array): EslFrame[];
  /** The stream is over: names what was cut off, if anything was. */
  end(): EslFrame[];
};

/** Replies that carry a channel's variables in their headers have some kilobytes; events have three lines. */
export const HEADER_BYTES = 64 * 1024;
/** A table of 10,000 agents has 3 MB, a channel's dump some 10 kB. */
export const BODY_BYTES = 8 * 1024 * 1024;

/** A framer at the beginning of a stream. */
export function eslFramer(): EslFramer {
  const draft: Draft = { queue: emptyByteQueue(), head: undefined, skip: 0, isSeeking: false };
  return {
    push(chunk) {
      addBytes(draft.queue, chunk);
      const frames: EslFrame[] = [];
      for (let frame = nextFrame(draft); frame !== undefined; frame = nextFrame(draft)) frames.push(frame);
      return frames;
    },
    end() {
      const cutOff = namePart(draft);
      Object.assign(draft, { queue: emptyByteQueue(), head: undefined, skip: 0, isSeeking: false });
      return cutOff === undefined ? [] : [refused(cutOff, true)];
    },
  };
}

type Draft = {
  queue: ByteQueue;
  /** The headers of the frame whose body is not whole yet. */
  head: Head | undefined;
  /** Bytes still to come of a body that is too long to be kept. */
  skip: number;
  /** The stream is out of step: the next header is looked for. */
  isSeeking: boolean;
};

type Head = { readonly headers: EslHeaders; readonly bodyBytes: number };

function nextFrame(draft: Draft): EslFrame | undefined {
  const { queue } = draft;
  draft.skip -= dropBytes(queue, draft.skip);
  if (draft.skip > 0 || (draft.isSeeking && !seekFrame(queue))) return undefined;
  draft.isSeeking = false;
  if (draft.head === undefined) {
    const text = takeHeaderText(queue);
    if (text === undefined) return undefined;
    const head = text.length === 0 ? endlessHeaders(queue) : readHead(text);
    if ('refusal' in head) {
      draft.skip = head.bodyBytes ?? 0;
      draft.isSeeking = head.bodyBytes === undefined;
      return refused(head.refusal, draft.isSeeking);
    }
    draft.head = head;
  }
  const { headers, bodyBytes } = draft.head;
  if (byteCount(queue) < bodyBytes) return undefined;
  draft.head = undefined;
  return { kind: 'frame', headers, body: takeText(queue, bodyBytes) };
}

/** What there is of a frame that is not whole; undefined when nothing is, or when it was refused before. */
function namePart({ queue, head, skip, isSeeking }: Draft): Refusal | undefined {
  dropLineEnds(queue);
  const left = isSeeking ? 0 : byteCount(queue);
  if (left === 0 && head === undefined && skip === 0) return undefined;
  const expected = head === undefined ? 'a whole frame' : `${head.bodyBytes} bytes of body`;
  return {
    reason: 'bad-value',
    field: 'frame',
    value: `${left} bytes and then the end of the stream`,
    expected,
  };
}

const refused = (refusal: Refusal, isAdrift: boolean): EslFrame => ({ kind: 'refused', refusal, isAdrift });

/** The header lines at the front; undefined while they are not whole, empty when they are longer than any may be. */
function takeHeaderText(queue: ByteQueue): string | undefined {
  dropLineEnds(queue);
  const end = blankLineEnd(queue);
  if ((end ?? byteCount(queue)) > HEADER_BYTES) return '';
  return end === undefined ? undefined : takeText(queue, end);
}

/** `bodyBytes` absent: how long the frame is cannot be told. */
type BadHead = { readonly refusal: Refusal; readonly bodyBytes?: number };

function readHead(text: string): Head | BadHead {
  const headers = readEslHeaders(text);
  const length = headers.get('Content-Length');
  if (!headers.has('Content-Type')) {
    const expected = 'Content-Type among the headers of a frame';
    return {
      refusal: { reason: 'missing-field', field: 'Content-Type', value: shorten(text.trim()), expected },
    };
  }
  if (length === undefined) return { headers, bodyBytes: 0 };
  const bodyBytes = /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  if (bodyBytes !== undefined && bodyBytes <= BODY_BYTES) return { headers, bodyBytes };
  const expected = `a whole number of bytes, ${BODY_BYTES} at most`;
  const reason = bodyBytes === undefined ? 'bad-value' : 'too-long';
  const refusal: Refusal = { reason, field: 'Content-Length', value: shorten(length), expected };
  return { refusal, ...(bodyBytes !== undefined && { bodyBytes }) };
}

function endlessHeaders(queue: ByteQueue): BadHead {
  const value = shorten(takeText(queue, HEADER_BYTES));
  return {
    refusal: {
      reason: 'too-long',
      field: 'headers',
      value,
      expected: `an empty line within ${HEADER_BYTES} bytes`,
    },
  };
}

/** Goes forward to a line that a frame may begin with. False when none is there yet. */
function seekFrame(queue: ByteQueue): boolean {
  for (let at = indexOfWord(queue, WORD); at !== undefined; at = indexOfWord(queue, WORD, 1)) {
    dropBytes(queue, at);
    if (byteCount(queue) < LONGEST_START) return false;
    if (FRAME_STARTS.some((start) => startsWith(queue, start))) return true;
  }
  // The word itself may be cut in two.
  dropBytes(queue, Math.max(0, byteCount(queue) - WORD.length));
  return false;
}

const WORD = 'Content-';
const FRAME_STARTS = ['Content-Length: ', 'Content-Type: '];
const LONGEST_START = Math.max(...FRAME_STARTS.map((start) => start.length));
