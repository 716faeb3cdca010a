import { Worker } from 'node:worker_threads';
import { SECOND_MS } from '#domain/time.ts';
import { systemTimers } from '../../clock/timers.ts';
import { FileFailure } from '../file-failure.ts';
import type { OldWorkbook, OldWorkbookFile } from './read-old-workbook.ts';

/** What the thread says once. */
export type ReadWord =
  | { readonly kind: 'workbook'; readonly workbook: OldWorkbook }
  | { readonly kind: 'refused'; readonly message: string };

/** Starting the thread and loading the reader takes under half a second where nothing else runs; ten leave room for a busy machine. */
const LOADING_SECONDS = 10;
/** A whole sheet of 65,536 rows and eight columns, 10 MB, is read in 2.4 seconds; this is eight times as long, for a slow machine. */
const SECONDS_PER_MB = 2;
/** The thread and the reader with its code pages. */
const LOADING_HEAP_MB = 256;
/** A good sheet takes some fifty times its file; a damaged one may ask for more until this machine has none. */
const HEAP_MB_PER_MB = 64;

/** Reads a workbook in a thread of its own, which is ended where it takes too long or too much: then the file is refused as any damaged one is. */
export async function readInThread(file: OldWorkbookFile): Promise<OldWorkbook> {
  const megabytes = Math.ceil(file.bytes.length / 1_048_576);
  const seconds = LOADING_SECONDS + megabytes * SECONDS_PER_MB;
  const heapMb = LOADING_HEAP_MB + megabytes * HEAP_MB_PER_MB;
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const { promise, resolve, reject } = Promise.withResolvers<ReadWord>();
  worker.on('message', resolve);
  worker.on('error', (cause) =>
    reject(
      Reflect.get(cause, 'code') === 'ERR_WORKER_OUT_OF_MEMORY'
        ? damaged(file.name, `it took more than ${heapMb} MB of memory to read`)
        : cause,
    ),
  );
  worker.on('exit', (code) => reject(new Error(`the thread ended with ${code}, without an answer`)));
  const undo = systemTimers.after(seconds * SECOND_MS, () =>
    reject(damaged(file.name, `it was not read in ${seconds} seconds`)),
  );
  try {
    const word = await promise;
    if (word.kind === 'refused') throw new FileFailure(word.message);
    return word.workbook;
  } finally {
    undo();
    await worker.terminate();
  }
}

const damaged = (name: string, said: string): FileFailure =>
  new FileFailure(
    `cannot read ${name}, a workbook of before 2007 (.xls) or another document of Office: save it as .xlsx or CSV (${said})`,
  );
