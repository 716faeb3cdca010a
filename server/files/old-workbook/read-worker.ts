import { parentPort, workerData } from 'node:worker_threads';
import { FileFailure } from '../file-failure.ts';
import type { ReadWord } from './read-in-thread.ts';
import { readOldWorkbook, type OldWorkbookFile } from './read-old-workbook.ts';

/** The thread that a workbook of before 2007 is read in: its reader never comes back from some damaged files. */
const say = (word: ReadWord): void => parentPort?.postMessage(word);

try {
  say({ kind: 'workbook', workbook: await readOldWorkbook(workerData as OldWorkbookFile) });
} catch (cause) {
  if (!(cause instanceof FileFailure)) throw cause;
  // A failure loses its kind on the way to another thread.
  say({ kind: 'refused', message: cause.message });
}
