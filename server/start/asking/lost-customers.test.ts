import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askedServer, isoAt, started, told, type AskedServer } from '../testing/asked-server.ts';

const DAY = 86_400;
/** A period long over: four days before. */
const OLD = -4 * DAY;

const abandoned = (second: number, contact: string, customer: string, waits = 30): readonly object[] => [
  started(second, contact, customer),
  told(second, contact, 'contact-queued', { queue: 'sales' }),
  told(second + waits, contact, 'contact-abandoned', { during: 'queue' }),
];
const answered = (second: number, contact: string, customer: string, waits = 10): readonly object[] => [
  started(second, contact, customer),
  told(second, contact, 'contact-queued', { queue: 'sales' }),
  told(second + waits, contact, 'contact-answered', { agent: 'amy' }),
  told(second + waits + 60, contact, 'contact-ended'),
];

/** Each abandons at second 30 of the old period, and then does what the name says. */
const EVENTS: readonly object[] = [
  ...abandoned(OLD, 'a1', 'after-3-minutes'),
  ...answered(OLD + 30 + 180, 'a2', 'after-3-minutes'),
  ...abandoned(OLD, 'b1', 'after-3-days'),
  ...answered(OLD + 30 + 3 * DAY, 'b2', 'after-3-days'),
  ...abandoned(OLD, 'c1', 'never'),
  ...abandoned(OLD, 'd1', 'waited-on-another-line'),
  ...answered(OLD + 20, 'd2', 'waited-on-another-line', 40),
  ...abandoned(OLD, 'e1', 'talked-on-another-line'),
  ...answered(OLD - 5, 'e2', 'talked-on-another-line'),
  ...answered(OLD - 600, 'f1', 'answered-before'),
  ...abandoned(OLD, 'f2', 'answered-before'),
  ...abandoned(0, 'g1', 'of-today'),
];

let server: AskedServer;
beforeAll(async () => {
  server = await askedServer(EVENTS);
});
afterAll(() => server.close());

const lost = async (query: string) => (await server.ask(`/v1/lost?${query}`)).json();
const OLD_PERIOD = `from=${isoAt(OLD)}&to=${isoAt(OLD + 600)}`;
type Lost = { readonly customer: string; readonly state: string; readonly answered_at: string | null };
const states = async (query: string) => {
  const { rows } = (await lost(query)) as { rows: readonly Lost[] };
  return Object.fromEntries(rows.map(({ customer, state }) => [customer, state]));
};

describe('of a period long over', () => {
  const OVERLAPPING = { 'waited-on-another-line': 'recovered', 'talked-on-another-line': 'recovered' };

  test.each([
    [1, 'recovered-later', 'recovered-later'],
    [2, 'recovered-later', 'recovered-later'],
    [3, 'recovered', 'recovered-later'],
    [60, 'recovered', 'recovered-later'],
    [4_319, 'recovered', 'recovered-later'],
    [4_320, 'recovered', 'recovered'],
  ])('within %d minutes', async (minutes, after3Minutes, after3Days) => {
    expect(await states(`states=all&minutes=${minutes}&${OLD_PERIOD}`)).toEqual({
      'after-3-minutes': after3Minutes,
      'after-3-days': after3Days,
      never: 'lost',
      'answered-before': 'lost',
      ...OVERLAPPING,
    });
  });

  test('it says when a customer was recovered later, and whom to call back', async () => {
    const { rows } = (await lost(`states=all&${OLD_PERIOD}`)) as { rows: readonly Lost[] };
    const found = rows.find(({ customer }) => customer === 'after-3-days');
    expect(Date.parse(found?.answered_at ?? '')).toBe(Date.parse(isoAt(OLD + 40 + 3 * DAY)));
    expect(await states(OLD_PERIOD)).toEqual({ never: 'lost', 'answered-before': 'lost' });
  });
});

/** When the centre's day of that second begins. */
const midnight = (second: number): string => `${isoAt(second + 8 * 3_600).slice(0, 10)}T00:00:00`;

describe('which period', () => {
  test('today of the centre where none is told, and the answer says so', async () => {
    const page = await lost('');
    expect(page.from.slice(11)).toBe('00:00:00+08:00');
    expect(Date.parse(page.to) - Date.parse(page.from)).toBeLessThanOrEqual(DAY * 1_000);
    expect(Math.abs(Date.now() - Date.parse(page.to))).toBeLessThan(60_000);
  });

  test('the day that `to` ends in where only that is told, and a whole day where it is a midnight', async () => {
    const noon = await lost(`to=${isoAt(OLD + 600)}`);
    expect(noon.from).toContain(midnight(OLD));
    expect(noon.rows).toHaveLength(2);
    const day = await lost(`to=${midnight(OLD + DAY).slice(0, 10)}`);
    expect([day.from, day.to].map((at) => at.slice(0, 19))).toEqual([midnight(OLD), midnight(OLD + DAY)]);
  });

  test('up to now where only the begin is told; one to come is refused', async () => {
    expect(Object.keys(await states(`from=${isoAt(OLD)}`))).toEqual(['answered-before', 'never', 'of-today']);
    const answer = await server.ask('/v1/lost?from=2999-01-01');
    expect(answer.status).toBe(400);
    expect((await answer.json()).detail).toMatch(/from has to be before to, got 2999-01-01T00.* and \d{4}-/);
  });
});
