import { createReadStream, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fromBufferPromise } from 'yauzl';
import { addDays, localDay } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import { twoDigits } from '#domain/two-digits.ts';
import { tableSource } from '../server/files/table-source.ts';
import { writeTables } from '../server/files/writing/open-table-file.ts';
import { readHistory } from '../server/planning/tables/history/read-history.ts';
import { report } from './report.ts';

const QUEUES = 24;
const DAYS = 365;
const INTERVALS = 48;
const HEADER = ['queue', 'start', 'offered', 'handle_seconds'];

type Row = readonly [queue: string, start: string, offered: number, handleSeconds: number];

/** Prints how many rows a second of processor time are read of a history in each kind of file, understood and checked, beside what looks at the bytes and no more. */
export async function benchTables(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'callboard-bench-'));
  try {
    const rows = historyRows();
    const csv = join(folder, 'history.csv');
    const workbook = join(folder, 'history.xlsx');
    const page = join(folder, 'history.xls');
    await writeFile(csv, `${[HEADER, ...rows].map((row) => row.join(',')).join('\n')}\n`);
    await writeTables(workbook, [{ name: 'history', header: HEADER, rows }]);
    await writeFile(page, pageOf(rows));
    await rate('CSV, understood', rows.length, () => readTable(csv));
    await rate('CSV, split at line ends and commas', rows.length, () => splitTable(csv));
    await rate('workbook, understood', rows.length, () => readTable(workbook));
    await rate('workbook, unzipped and looked through', rows.length, () => unzippedTable(workbook));
    await rate('page with a table, understood', rows.length, () => readTable(page));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function historyRows(): readonly Row[] {
  const first = localDay('2025-01-01');
  return Array.from({ length: DAYS }, (_, at) => addDays(first, at)).flatMap((day, at) =>
    Array.from({ length: INTERVALS * QUEUES }, (__, cell): Row => {
      const [interval, queue] = [Math.floor(cell / QUEUES), cell % QUEUES];
      const time = `${twoDigits(Math.floor(interval / 2))}:${interval % 2 === 0 ? '00' : '30'}`;
      return [`queue ${queue}`, `${day}T${time}:00`, (7 * at + 3 * cell) % 60, 200 + (cell % 90)];
    }),
  );
}

const pageOf = (rows: readonly Row[]): string =>
  `<html><body><table>\n${[HEADER, ...rows].map((row) => `<tr><td>${row.join('</td><td>')}</td></tr>\n`).join('')}</table></body></html>\n`;

/** Answers the sum of all counts, so that what is read is used, and equal. */
async function rate(name: string, rows: number, read: () => Promise<number>): Promise<void> {
  const begun = process.cpuUsage();
  const sum = await read();
  const { user, system } = process.cpuUsage(begun);
  report(name, rows / ((user + system) / 1e6), `rows/s of processor time (sum ${sum})`);
}

async function readTable(path: string): Promise<number> {
  const { histories } = await readHistory({
    source: await tableSource(path),
    zone: timeZone('Asia/Shanghai'),
    intervalMinutes: 30,
  });
  return histories.reduce(
    (sum, { offered }) => offered.cells.reduce((own, cell) => own + (cell || 0), sum),
    0,
  );
}

async function splitTable(path: string): Promise<number> {
  const all = await text(createReadStream(path));
  return all
    .split('\n')
    .slice(1)
    .reduce((sum, line) => sum + Number(line.split(',')[2] ?? 0), 0);
}

/** Every third value of the sheet that is a number, of which a row has three. */
async function unzippedTable(path: string): Promise<number> {
  const zip = await fromBufferPromise(readFileSync(path), { lazyEntries: true });
  let sum = 0;
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.includes('worksheets/')) continue;
    const sheet = await text(await zip.openReadStreamPromise(entry));
    let at = 0;
    for (const [, value] of sheet.matchAll(/<v>([^<]*)<\/v>/g)) if ((at += 1) % 3 === 2) sum += Number(value);
  }
  return sum;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchTables();
