import { afterAll, beforeAll, expect, test } from 'vitest';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { askedServer, started, type AskedServer } from '../testing/asked-server.ts';

let server: AskedServer;
beforeAll(async () => {
  server = await askedServer([started(0, 'c1', undefined)]);
});
afterAll(() => server.close());

test.each([
  ['/v1/figures', 'measures is missing: expected ids with commas between'],
  ['/v1/figures?measure=offered', 'measures'],
  ['/v1/figures?measures=offered&form=2026-03-04', 'there is no parameter form; did you mean from?'],
  ['/v1/figures?measures=offered&zone=UTC', 'there is no parameter zone: days are the centre’s'],
  [
    '/v1/figures?measures=offered&abcdefghijkl=1',
    'there is no parameter abcdefghijkl; there are measures, by,',
  ],
  ['/v1/figures?measures=offered&format=xml', 'format: expected json or csv or parquet, got xml'],
  ['/v1/figures?measures=offered&format=csv&format=json', 'format: expected once, got 2 times'],
  ['/v1/figures?measures=offered&within=soon', 'within: expected a number such as 20 or 2.5, got soon'],
  [
    '/v1/figures?measures=qqqqqqqqqqqq',
    'there is no measure qqqqqqqqqqqq; all are in the description of measures in',
  ],
  ['/v1/contacts', 'of is missing: expected a count'],
  ['/v1/contacts?of=offered&limit=0', 'limit: expected a whole number from 1 to 9999, got 0'],
  ['/v1/lost?states=found', 'states: expected lost or all, got found'],
  ['/v1/lost?minutes=-1', 'minutes: expected a whole number from 0 to 99999, got -1'],
  [`/v1/contacts?of=${'x'.repeat(101)}`, 'of: expected at most 100 characters, got xxx'],
])('%s is refused with: %s', async (path, said) => {
  const answer = await server.ask(path);
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { detail } = await answer.json();
  expect(detail).toContain(said);
  expect(detail.length).toBeLessThan(4_000);
});

test('a condition of the longest is answered, a longer one refused by its length, and a head beyond the bound is a 431', async () => {
  const asked = (condition: string): Promise<Response> =>
    server.ask(`/v1/figures?measures=offered&where=${encodeURIComponent(condition)}`);
  const longest = `queue == "s"${' '.repeat(1_988)}${' || true'.repeat(250)}`;
  expect(longest).toHaveLength(4_000);
  expect((await asked(longest)).status).toBe(200);
  const longer = await asked('x'.repeat(4_001));
  expect([longer.status, longer.headers.get('content-type')]).toEqual([
    400,
    expect.stringContaining('application/problem+json'),
  ]);
  expect((await longer.json()).detail).toBe(
    `where: expected at most 4000 characters, got ${'x'.repeat(100)}… (4001 characters)`,
  );
  expect((await server.ask(`/v1/figures?where=${'x'.repeat(DOOR_LIMITS.headBytes - 1_000)}`)).status).toBe(
    400,
  );
  expect((await server.ask(`/v1/figures?where=${'x'.repeat(DOOR_LIMITS.headBytes)}`)).status).toBe(431);
});

test('what the description says of measures is every measure that there is', async () => {
  const { paths } = await (await server.ask('/openapi.json')).json();
  const [measures] = paths['/v1/figures'].get.parameters;
  expect(measures.description).toMatch(/ offered, .*service_level.*, occupancy/);
});
