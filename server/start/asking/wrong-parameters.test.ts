import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('what the description says of measures is every measure that there is', async () => {
  const { paths } = await (await server.ask('/openapi.json')).json();
  const [measures] = paths['/v1/figures'].get.parameters;
  expect(measures.description).toMatch(/ offered, .*service_level.*, occupancy/);
});
