/**
 * Bytes that wait to be read, in one buffer that grows by doubling: a body that comes byte by byte is copied a few times and
 * not each time.
 */
export type ByteQueue = {
  bytes: Buffer;
  start: number;
  end: number;
  /** Before this there is no blank line. */
  looked: number;
};

const LF = 10;
const CR = 13;
const SMALLEST_BYTES = 64 * 1024;

/** No bytes. */
export function emptyByteQueue(): ByteQueue {
  return { bytes: Buffer.alloc(0), start: 0, end: 0, looked: 0 };
}

/** How many bytes wait. */
export const byteCount = (queue: ByteQueue): number => queue.end - queue.start;

/** Puts bytes at the end. */
export function addBytes(queue: ByteQueue, chunk: Uint8Array): void {
  const { start, end } = queue;
  if (end + chunk.length > queue.bytes.length) {
    const grown = Buffer.allocUnsafe(Math.max(SMALLEST_BYTES, 2 * (end - start + chunk.length)));
    queue.bytes.copy(grown, 0, start, end);
    queue.bytes = grown;
    queue.looked -= start;
    queue.start = 0;
    queue.end = end - start;
  }
  queue.bytes.set(chunk, queue.end);
  queue.end += chunk.length;
}

/** Lets go of up to `count` bytes at the front; answers how many there were. */
export function dropBytes(queue: ByteQueue, count: number): number {
  const dropped = Math.min(count, byteCount(queue));
  queue.start += dropped;
  queue.looked = queue.start;
  return dropped;
}

/** Lets go of line ends at the front. */
export function dropLineEnds(queue: ByteQueue): void {
  let { start } = queue;
  while (start < queue.end && (queue.bytes[start] === LF || queue.bytes[start] === CR)) start += 1;
  if (start > queue.start) dropBytes(queue, start - queue.start);
}

/** Takes `count` bytes from the front, as UTF-8. */
export function takeText(queue: ByteQueue, count: number): string {
  const text = queue.bytes.toString('utf8', queue.start, Math.min(queue.end, queue.start + count));
  dropBytes(queue, count);
  return text;
}

/** How many bytes there are up to the first blank line, itself included; undefined when there is none yet. */
export function blankLineEnd(queue: ByteQueue): number | undefined {
  for (let at = find(queue, '\n', queue.looked); at !== undefined; at = find(queue, '\n', at + 1)) {
    const next = queue.bytes[at + 1] === CR ? at + 2 : at + 1;
    queue.looked = at;
    if (next >= queue.end) return undefined;
    if (queue.bytes[next] === LF) return next + 1 - queue.start;
  }
  queue.looked = Math.max(queue.looked, queue.end - 1);
  return undefined;
}

/** Where an ASCII word begins, counted from the front; undefined when it is not there. */
export function indexOfWord(queue: ByteQueue, word: string, from = 0): number | undefined {
  const at = find(queue, word, queue.start + from);
  return at === undefined ? undefined : at - queue.start;
}

/** Whether the bytes at the front are this ASCII word. */
export function startsWith(queue: ByteQueue, word: string): boolean {
  return queue.bytes.toString('latin1', queue.start, Math.min(queue.end, queue.start + word.length)) === word;
}

function find({ bytes, end }: ByteQueue, word: string, from: number): number | undefined {
  const at = bytes.subarray(0, end).indexOf(word, from, 'latin1');
  return at === -1 ? undefined : at;
}
