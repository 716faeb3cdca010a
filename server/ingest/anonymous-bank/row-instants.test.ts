import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoInZone, timeZone } from '#domain/time-zone.ts';
import { localClock } from './local-clock.ts';
import { readBankRow } from './read-bank-row.ts';
import { rowInstants } from './row-instants.ts';

const ISRAEL = localClock(timeZone('Asia/Jerusalem'));

type Times = {
  readonly date: string;
  readonly vru: readonly [string, string, number];
  readonly queue?: readonly [string, string, number];
  readonly service?: readonly [string, string, number];
};

const NONE = ['0:00:00', '0:00:00', 0] as const;

/** The wait in seconds and the times that a row of these columns tells, in local time. */
function read({ date, vru, queue = NONE, service = NONE }: Times): {
  readonly wait: number;
  readonly served: number;
  readonly times: readonly string[];
} {
  const columns = ['AA0101', 1, 0, 0, 'PS', date, ...vru, ...queue, 'AGENT', ...service, 'AMY'];
  const line = readBankRow(columns.join('\t'), 1);
  if (line.kind !== 'row') throw new Error(JSON.stringify(line));
  const when = rowInstants(line.row, ISRAEL);
  const joined = when.queue?.joined ?? when.vruLeft;
  const left = when.queue?.left ?? when.vruLeft;
  return {
    wait: (left - joined) / 1000,
    served: (when.ended - left) / 1000,
    times: [when.started, joined, left, when.ended].map((at) => isoInZone(ISRAEL.zone, at)),
  };
}

test('a wait over midnight goes on into the next day', () => {
  const { wait, times } = read({
    date: '990109',
    vru: ['23:59:23', '23:59:23', 0],
    queue: ['23:59:28', '0:00:03', 35],
    service: ['0:00:03', '0:00:55', 52],
  });
  expect(wait).toBe(35);
  expect(times.at(-1)).toBe('1999-01-10T00:00:55+02:00');
});

test('a wait that ends at midnight exactly is told from one without an end', () => {
  const vru = ['23:59:20', '23:59:25', 5] as const;
  expect(read({ date: '990109', vru, queue: ['23:59:25', '0:00:00', 35] }).wait).toBe(35);
  const noon = ['12:00:00', '12:00:05', 5] as const;
  expect(read({ date: '990109', vru: noon, queue: ['12:00:05', '0:00:00', 0] }).wait).toBe(0);
  expect(read({ date: '990109', vru: noon, queue: ['12:00:05', '0:00:00', 40] }).wait).toBe(40);
});

test('a wait that begins at midnight exactly belongs to the new day', () => {
  const { wait, times } = read({
    date: '991231',
    vru: ['23:59:50', '0:00:00', 10],
    queue: ['0:00:00', '0:00:20', 20],
  });
  expect(wait).toBe(20);
  expect(times[1]).toBe('2000-01-01T00:00:00+02:00');
});

test('a queue start that is missing is the end of the VRU', () => {
  const { wait } = read({
    date: '990109',
    vru: ['12:00:00', '12:00:05', 5],
    queue: ['0:00:00', '12:00:30', 25],
  });
  expect(wait).toBe(25);
});

test('a wait of many hours in one day is what it says', () => {
  const { wait } = read({
    date: '990109',
    vru: ['8:00:00', '8:00:05', 5],
    queue: ['8:00:05', '20:30:05', 45_000],
  });
  expect(wait).toBe(45_000);
});

test('a queue left before it was joined is a wait of nothing', () => {
  expect(
    read({ date: '990109', vru: ['9:00:00', '9:00:05', 5], queue: ['9:00:05', '9:00:01', -4] }).wait,
  ).toBe(0);
});

test('a service that begins before the answer ends when it says, and never before the answer', () => {
  const vru = ['9:00:00', '9:00:05', 5] as const;
  const queue = ['9:00:05', '9:00:30', 25] as const;
  expect(read({ date: '990109', vru, queue, service: ['9:00:28', '9:01:00', 32] }).served).toBe(30);
  expect(read({ date: '990109', vru, queue, service: ['9:00:27', '9:00:29', 2] }).served).toBe(0);
});

test('a service that begins just before midnight and an answer just after it are a second apart', () => {
  const { served } = read({
    date: '990109',
    vru: ['23:59:00', '23:59:05', 5],
    queue: ['23:59:05', '0:00:01', 56],
    service: ['23:59:59', '0:02:00', 121],
  });
  expect(served).toBe(119);
});

test('a negative VRU time over midnight moves the entry back to the evening', () => {
  const { wait, times } = read({
    date: '990110',
    vru: ['0:00:10', '23:59:50', -20],
    queue: ['23:59:50', '0:00:15', 25],
  });
  expect(wait).toBe(25);
  expect(times[0]).toBe('1999-01-09T23:59:50+02:00');
});

/** The clock goes from 2:00 to 3:00 on 2 April and from 2:00 to 1:00 on 3 September 1999. */
test('in the night that loses an hour a wait is as long as it was', () => {
  const crossing = read({
    date: '990402',
    vru: ['1:59:40', '1:59:50', 10],
    queue: ['1:59:50', '3:00:10', 20],
    service: ['3:00:10', '3:01:10', 60],
  });
  expect(crossing).toMatchObject({ wait: 20, served: 60 });
  expect(crossing.times[2]).toBe('1999-04-02T03:00:10+03:00');
});

test('a clock that was not put forward in that night still counts its seconds', () => {
  const vru = ['1:59:00', '1:59:50', 50] as const;
  expect(read({ date: '990402', vru, queue: ['1:59:50', '2:00:10', 20] }).wait).toBe(20);
  expect(
    read({ date: '990402', vru: ['2:10:00', '2:10:05', 5], queue: ['2:10:05', '2:10:45', 40] }).wait,
  ).toBe(40);
  expect(
    read({ date: '990402', vru: ['2:59:00', '2:59:05', 5], queue: ['2:59:05', '3:00:45', 100] }).wait,
  ).toBe(100);
});

test('in the night that has an hour twice a wait is as long as it was', () => {
  const vru = ['1:59:40', '1:59:50', 10] as const;
  const crossing = read({ date: '990903', vru, queue: ['1:59:50', '1:00:10', 20] });
  expect(crossing.wait).toBe(20);
  expect(crossing.times.slice(1, 3)).toEqual(['1999-09-03T01:59:50+03:00', '1999-09-03T01:00:10+02:00']);
});

test('the recorded seconds tell the first 1:10 from the second', () => {
  const vru = ['0:49:50', '0:50:00', 10] as const;
  expect(read({ date: '990903', vru, queue: ['0:50:00', '1:10:00', 1_200] }).wait).toBe(1_200);
  expect(read({ date: '990903', vru, queue: ['0:50:00', '1:10:00', 4_800] }).wait).toBe(4_800);
});

test('the days around a change are not touched by it', () => {
  for (const date of ['990401', '990403', '990902', '990904', '991015']) {
    const vru = ['1:59:40', '1:59:50', 10] as const;
    expect(read({ date, vru, queue: ['1:59:50', '3:00:10', 3_620] }).wait).toBe(3_620);
  }
});

const anyTime = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
  .map(([h, m, s]) => `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`);
const span = fc.tuple(anyTime, anyTime, fc.integer({ min: -90_000, max: 90_000 }));

test('whatever a row says, its instants never go back', () => {
  const date = fc.constantFrom(
    '990101',
    '990401',
    '990402',
    '990403',
    '990902',
    '990903',
    '990904',
    '991231',
  );
  fc.assert(
    fc.property(date, span, span, span, (day, vru, queue, service) => {
      const { times, wait, served } = read({ date: day, vru, queue, service });
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(served).toBeGreaterThanOrEqual(0);
      const instants = times.map((time) => Date.parse(time));
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    }),
  );
});
