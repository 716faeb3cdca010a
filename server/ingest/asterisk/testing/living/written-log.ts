import { SECOND_MS } from '#domain/time.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A queue_log on a disk, whose files follow each other. */
export type WrittenLog = {
  write(words: string): void;
  /** The file is renamed, and the next line begins a new one. */
  rotate(): void;
  /** What can be read after a place, and where that ends; undefined when there is nothing. */
  after(
    place: LogMark,
  ):
    | { readonly bytes: Buffer; readonly file: string; readonly offset: number; readonly next: LogMark }
    | undefined;
};

/** A file by its number, and a place in it. */
export type LogMark = { readonly file: number; readonly offset: number };

/** One with an empty file. */
export function writtenLog(time: VirtualTime): WrittenLog {
  const files = [''];
  return {
    write(words) {
      files.push(`${files.pop() ?? ''}${Math.floor(time.now() / SECOND_MS)}|${words}\n`);
    },
    rotate: () => void files.push(''),
    after({ file, offset }) {
      const text = files[file] ?? '';
      if (text.length > offset)
        return {
          bytes: Buffer.from(text.slice(offset)),
          file: 'queue_log',
          offset,
          next: { file, offset: text.length },
        };
      return file + 1 < files.length ? this.after({ file: file + 1, offset: 0 }) : undefined;
    },
  };
}
