import { FileFailure } from '../file-failure.ts';
import type { EncodedText } from './find-encoding.ts';

const LINE_FEED = 10;
/** What a program writes where it has lost a character. */
const LOST = '\uFFFD';
/** Five bytes are nothing in Windows-1252, and are passed on as control characters. */
const LOST_OR_NOTHING = /[\uFFFD\u0080-\u009F]/;
/** No row of a table is near this long: a longer line means that the file is something else. */
const LINE_MAX_BYTES = 16 * 1_048_576;

/** A text in pieces that end where lines end, strictly: a character that is not right, or that was lost before, is a FileFailure that names its line. */
export async function* decodedText(text: EncodedText, encoding: string): AsyncGenerator<string> {
  let line = 1;
  try {
    const pieces = encoding === 'utf-8' ? wholeLines(text) : streamed(text, encoding);
    let isFirst = true;
    for await (const piece of pieces) {
      const plain = isFirst && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
      isFirst = false;
      const lost = encoding === 'windows-1252' ? plain.search(LOST_OR_NOTHING) : plain.indexOf(LOST);
      if (lost >= 0) throw lostAt(text.name, line + linesIn(plain.slice(0, lost)), encoding);
      yield plain;
      line += linesIn(plain);
    }
  } catch (cause) {
    if (isUndecodable(cause))
      throw new FileFailure(
        `${text.name}: after line ${line} is a character that is none in ${encoding}: expected all of it in one encoding`,
        { cause },
      );
    throw FileFailure.of('read', text.name, cause);
  }
}

/** A text in pieces that end anywhere, strictly, for what has no lines. */
export async function* decodedPieces({ name, open }: EncodedText, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of open()) yield withoutLost(name, decoder.decode(chunk, { stream: true }));
    yield withoutLost(name, decoder.decode());
  } catch (cause) {
    if (isUndecodable(cause))
      throw new FileFailure(
        `${name}: has a character that is none in ${encoding}: expected all of it in one encoding`,
        { cause },
      );
    throw FileFailure.of('read', name, cause);
  }
}

function withoutLost(name: string, piece: string): string {
  if (piece.includes(LOST))
    throw new FileFailure(
      `${name}: has a character that was lost, ${LOST}: export it again in an encoding that has all of them`,
    );
  return piece;
}

const isUndecodable = (cause: unknown): boolean =>
  cause instanceof TypeError && Reflect.get(cause, 'code') === 'ERR_ENCODING_INVALID_ENCODED_DATA';

const lostAt = (name: string, line: number, encoding: string): FileFailure =>
  new FileFailure(
    `${name} line ${line}: has a character that was lost, ${LOST}: expected a file in ${encoding} whose writer had all characters; export it again`,
  );

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Whole lines are decoded at once: decoding piece by piece makes strings that are slower to read. Bytes that are not UTF-8 become lost characters. */
async function* wholeLines({ name, open }: EncodedText): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of open()) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) yield Buffer.concat([rest, chunk.subarray(0, end)]).toString();
    rest = end > 0 ? chunk.subarray(end) : Buffer.concat([rest, chunk]);
    if (rest.length > LINE_MAX_BYTES)
      throw new FileFailure(
        `cannot read ${name}: a line is longer than ${LINE_MAX_BYTES} bytes, so this is no table`,
      );
  }
  if (rest.length > 0) yield rest.toString();
}

async function* streamed({ open }: EncodedText, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of open()) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) yield text.slice(0, end);
    rest = text.slice(end);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
