import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isoInZone, timeZone } from '#domain/time-zone.ts';
import { bankConverter } from './anonymous-bank.ts';

// The real records of a month, and what somebody else counted in them. They lie beside the repository, not in it.
const FOLDER = resolve(import.meta.dirname, '../../../shared/data/anonymous-bank');
const absent = existsSync(FOLDER) ? '' : ' (skipped: the real records are not on this machine)';

const ISRAEL = timeZone('Asia/Jerusalem');

/** What the truth and we both count in a half hour. */
type HalfHour = {
  offered: number;
  answered: number;
  abandoned: number;
  within20: number;
  withoutServer: number;
  answerWaits: number;
  abandonWaits: number;
};

test.skipIf(absent !== '')(`January, converted, has the truth's figures in every half hour${absent}`, () => {
  const counted = countJanuary();
  const truth = readTruth();
  expect(truth.length).toBe(29 * 48);
  for (const { interval, asa, abandonWait, ...counts } of truth) {
    const { answerWaits, abandonWaits, ...own } = counted.get(interval) ?? nothing();
    expect({ interval, ...own }).toEqual({ interval, ...counts });
    if (asa === undefined) expect(own.answered).toBe(0);
    else expect(Math.abs(answerWaits / own.answered - asa), interval).toBeLessThan(0.01);
    if (abandonWait === undefined) expect(own.abandoned).toBe(0);
    else expect(Math.abs(abandonWaits / own.abandoned - abandonWait), interval).toBeLessThan(0.01);
    counted.delete(interval);
  }
  expect([...counted.keys()], 'half hours that the truth does not have').toEqual([]);
});

/** Counts contacts by their events alone, without the server's floor: queued is offered, and then answered or abandoned. */
function countJanuary(): Map<string, HalfHour> {
  const cells = new Map<string, HalfHour>();
  const convert = bankConverter(ISRAEL);
  const records = gunzipSync(readFileSync(resolve(FOLDER, 'january.txt.gz'))).toString('latin1');
  for (const [index, line] of records.split('\r\n').entries()) {
    const converted = convert(line, index + 1);
    if (converted.kind === 'refused') throw new Error(JSON.stringify(converted.refusal));
    if (converted.kind !== 'events') continue;
    const queued = converted.events.find(({ kind }) => kind === 'contact-queued');
    const end = converted.events.find(
      ({ kind }) => kind === 'contact-answered' || kind === 'contact-abandoned',
    );
    if (queued === undefined || end === undefined) continue;
    const interval = halfHour(queued.at);
    const cell = cells.get(interval) ?? nothing();
    cells.set(interval, cell);
    const waited = (end.at - queued.at) / 1_000;
    cell.offered += 1;
    if (end.kind === 'contact-answered') {
      cell.answered += 1;
      cell.answerWaits += waited;
      if (waited <= 20) cell.within20 += 1;
      if (end.agent === undefined) cell.withoutServer += 1;
    } else {
      cell.abandoned += 1;
      cell.abandonWaits += waited;
    }
  }
  return cells;
}

function halfHour(at: Parameters<typeof isoInZone>[1]): string {
  const local = isoInZone(ISRAEL, at);
  return `${local.slice(0, 10)} ${local.slice(11, 14)}${Number(local.slice(14, 16)) < 30 ? '00' : '30'}`;
}

const nothing = (): HalfHour => ({
  offered: 0,
  answered: 0,
  abandoned: 0,
  within20: 0,
  withoutServer: 0,
  answerWaits: 0,
  abandonWaits: 0,
});

function readTruth() {
  const [head = '', ...rows] = readFileSync(resolve(FOLDER, 'january-ground-truth-30min.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = head.split(',');
  return rows
    .map((line) => new Map(line.split(',').map((value, column) => [names[column], value])))
    .filter((fields) => fields.get('interval_start') !== 'TOTAL')
    .map((fields) => ({
      interval: `${fields.get('date')} ${fields.get('interval_start')}`,
      offered: Number(fields.get('offered_acd')),
      answered: Number(fields.get('answered_acd')),
      abandoned: Number(fields.get('abandoned')),
      within20: Number(fields.get('answered_within20_acd')),
      withoutServer: Number(fields.get('answered_without_server')),
      asa: seconds(fields.get('asa_acd_s')),
      abandonWait: seconds(fields.get('mean_wait_abandon_s')),
    }));
}

const seconds = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text);
