import { describe, expect, test } from 'vitest';
import { timeZone } from '#domain/time-zone.ts';
import { ask, list, profileOf } from '../figures/testing/ask.ts';
import { bankConverter } from '../../ingest/anonymous-bank/anonymous-bank.ts';
import {
  JANUARY,
  OWN_WEEK,
  isJanuaryHere,
  type BankMonth,
} from '../../ingest/anonymous-bank/testing/bank-months.ts';
import { rowsOfEvents } from './testing/rows-of-events.ts';

const zone = timeZone('Asia/Jerusalem');

describe(OWN_WEEK.name, () => judge(OWN_WEEK));
describe.skipIf(!isJanuaryHere)(JANUARY.name, () => {
  if (isJanuaryHere) judge(JANUARY);
});

/** A call as the file has it, read by none of the code that is tested. */
type Call = {
  readonly type: string;
  readonly server: string;
  readonly customer: string;
  readonly priority: string;
  readonly answered: boolean;
  readonly offered: boolean;
  readonly wait: number;
};

const clean = ({ customer }: Call): boolean => !/^0*$/.test(customer) && !customer.includes('E+');

function readCalls(text: string): Call[] {
  return text.split('\n').flatMap((line) => {
    const cells = line.trimEnd().split('\t');
    const [, , customer = '', priority = '', type = ''] = cells;
    const [start = '', exit = '', seconds = '', outcome = ''] = cells.slice(9);
    if (cells.length !== 17 || !['AGENT', 'HANG'].includes(outcome)) return [];
    const queued = start !== '0:00:00' || exit !== '0:00:00';
    const answered = outcome === 'AGENT';
    const server = cells[16] === 'NO_SERVER' || !answered ? '' : (cells[16] ?? '');
    return {
      type,
      server,
      customer,
      priority,
      answered,
      offered: queued || answered,
      wait: queued ? Number(seconds) : 0,
    };
  });
}

function judge(month: BankMonth): void {
  const { records } = month.read();
  const converter = bankConverter(zone);
  const events = records.split('\n').flatMap((line, index) => {
    const row = converter(line, index + 1);
    return row.kind === 'events' ? row.events : [];
  });
  const calls = readCalls(records).filter(({ offered }) => offered);
  const rows = rowsOfEvents(events, zone.name, 5_000).then((read) => read.rows);

  test.each([
    ['queue', ({ type }: Call) => type],
    ['agent', ({ server }: Call) => server],
    ['priority', ({ priority }: Call) => priority],
  ])('by %s it is what the file says', async (by, key) => {
    const answer = ask(
      { zone, by: [by], measures: ['offered', 'answered', 'abandoned', 'speed_of_answer'] },
      await rows,
    );
    const groups = Map.groupBy(calls, key);
    expect(answer.map((row) => row[by] ?? '')).toEqual([...groups.keys()].sort());
    for (const row of answer) {
      const group = groups.get(`${row[by] ?? ''}`) ?? [];
      const answered = group.filter((call) => call.answered);
      expect(row).toMatchObject({
        offered: group.length,
        answered: answered.length,
        abandoned: group.length - answered.length,
      });
      if (answered.length === 0) expect(row['speed_of_answer']).toBeUndefined();
      else
        expect(row['speed_of_answer']).toBeCloseTo(
          answered.reduce((sum, { wait }) => sum + wait, 0) / answered.length,
          6,
        );
    }
  });

  test('nobody is occupied for more than all the time, though services overlap', async () => {
    const answer = ask(
      { zone, by: ['agent'], measures: ['occupancy', 'derived_time', 'signed_in_time'] },
      await rows,
    );
    const agents = answer.filter((row) => row['agent'] !== undefined);
    expect(agents.length).toBe(new Set(calls.map(({ server }) => server)).size - 1);
    for (const row of agents) {
      expect(Number(row['occupancy'])).toBeGreaterThan(0);
      expect(Number(row['occupancy'])).toBeLessThanOrEqual(1);
      expect(row['derived_time']).toBe(row['signed_in_time']);
    }
  });

  test('customers whose key is whole are known, and those who came before are a part of them', async () => {
    const measures = ['with_customer', 'mangled_customers', 'repeats', 'repeat_rate'];
    const [answer] = ask({ zone, measures }, await rows);
    expect(answer?.['with_customer']).toBe(calls.filter(clean).length);
    expect(answer?.['mangled_customers']).toBe(
      calls.filter(({ customer }) => customer.includes('E+')).length,
    );
    const distinct = new Set(calls.filter(clean).map(({ customer }) => customer)).size;
    // In a month everybody comes a first time; in these weeks most come again within seven days.
    expect(Number(answer?.['repeats'])).toBeLessThanOrEqual(calls.filter(clean).length - distinct);
    const [ever] = ask({ zone, measures: ['repeats'], terms: { ...terms, repeat_ms: 1e12 } }, await rows);
    expect(ever?.['repeats']).toBe(calls.filter(clean).length - distinct - simultaneous(await rows));
  });

  test.each(['arrival', 'cisco-ignore', 'genesys', 'asterisk-2', 'amazon'])(
    'under %s the rows behind each half hour are as many as are counted',
    async (id) => {
      const profile = profileOf(id);
      const asked = { zone, profile, measures: ['service_level_base'], by: ['queue', 'half-hour'] };
      const counted = ask(asked, await rows).reduce((sum, row) => sum + Number(row['service_level_base']), 0);
      expect(list(asked, await rows).length).toBe(counted);
    },
  );
}

const terms = { within_ms: 20_000, short_abandon_ms: 0, repeat_ms: 0, chat_slots: 1 };

/** Visits of one customer in the very same second: neither is the earlier one, unless there was one before both. */
function simultaneous(rows: Awaited<ReturnType<typeof rowsOfEvents>>['rows']): number {
  const firsts = new Map<unknown, { at: number; count: number }>();
  for (const [kind, row] of rows) {
    if (kind !== 'visit' || row['customer'] === undefined) continue;
    const at = Number(row['arrived_at']);
    const first = firsts.get(row['customer']);
    if (first === undefined || at < first.at) firsts.set(row['customer'], { at, count: 1 });
    else if (at === first.at) first.count += 1;
  }
  return [...firsts.values()].reduce((sum, { count }) => sum + count - 1, 0);
}
