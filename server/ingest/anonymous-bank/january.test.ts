import { describe, expect, test } from 'vitest';
import { isoInZone, timeZone } from '#domain/time-zone.ts';
import { bankConverter } from './anonymous-bank.ts';
import { JANUARY, OWN_WEEK, isJanuaryHere, type BankMonth } from './testing/bank-months.ts';

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

describe('converted, the calls have the truth’s figures in every half hour:', () => {
  test(OWN_WEEK.name, () => judge(OWN_WEEK));
  test.skipIf(!isJanuaryHere)(JANUARY.name, () => judge(JANUARY));
});

function judge(month: BankMonth): void {
  const { records, truth } = month.read();
  const counted = count(records);
  const halfHours = readTruth(truth);
  expect(halfHours.length).toBe(month.days * 48);
  expect(halfHours.filter(({ offered }) => offered > 0).length).toBeGreaterThanOrEqual(month.busyHalfHours);
  for (const { interval, asa, abandonWait, ...counts } of halfHours) {
    const { answerWaits, abandonWaits, ...own } = counted.get(interval) ?? nothing();
    expect({ interval, ...own }).toEqual({ interval, ...counts });
    if (asa === undefined) expect(own.answered).toBe(0);
    else expect(Math.abs(answerWaits / own.answered - asa), interval).toBeLessThan(0.01);
    if (abandonWait === undefined) expect(own.abandoned).toBe(0);
    else expect(Math.abs(abandonWaits / own.abandoned - abandonWait), interval).toBeLessThan(0.01);
    counted.delete(interval);
  }
  expect([...counted.keys()], 'half hours that the truth does not have').toEqual([]);
}

/** Counts contacts by their events alone, without the server's floor: queued is offered, and then answered or abandoned. */
function count(records: string): Map<string, HalfHour> {
  const cells = new Map<string, HalfHour>();
  const convert = bankConverter(ISRAEL);
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

function readTruth(truth: string) {
  const [head = '', ...rows] = truth.trim().split(/\r?\n/);
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
