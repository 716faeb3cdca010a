import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askedServer, started, told, type AskedServer } from '../testing/asked-server.ts';

/** More than a part of a file, and than a page. */
const CALLERS = 2_150;
const abandons = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, place) => [
    started(place % 300, `c${place}`, undefined),
    told(place % 300, `c${place}`, 'contact-queued', { queue: 'sales' }),
    told(400, `c${place}`, 'contact-abandoned', { during: 'queue' }),
  ]).flat();

let server: AskedServer;
beforeAll(async () => {
  server = await askedServer(abandons(CALLERS));
});
afterAll(() => server.close());

const PATH = '/v1/contacts?of=abandoned';
const csv = async (query: string) => {
  const answer = await server.ask(`${PATH}&format=csv${query}`);
  const rows = parse<{ contact: string }>(await answer.text(), { columns: true });
  return { contacts: rows.map(({ contact }) => contact), next: answer.headers.get('x-next') };
};

test('a file is the whole list, each row once; JSON is a page of 100', async () => {
  const { contacts, next } = await csv('');
  expect(contacts).toHaveLength(CALLERS);
  expect(new Set(contacts).size).toBe(CALLERS);
  expect(next).toBeNull();
  const page = await (await server.ask(PATH)).json();
  expect(page.rows).toHaveLength(100);
  expect(page.next).toBeDefined();
});

test('a file of so many rows says where the next begins, and one from there is the rest', async () => {
  const first = await csv('&limit=150');
  expect(first.contacts).toHaveLength(150);
  const rest = await csv(`&after=${first.next}`);
  expect(new Set([...first.contacts, ...rest.contacts]).size).toBe(CALLERS);
  expect(rest.contacts).toHaveLength(CALLERS - 150);
});

test('a list without a row has the columns of one with rows', async () => {
  const [empty, ...rest] = await linesOf('answered');
  expect(rest).toEqual(['']);
  expect(empty).toBe((await linesOf('abandoned'))[0]);
  expect(empty?.split(',').slice(0, 3)).toEqual(['queue', 'contact', 'channel']);
});

const linesOf = async (of: string) => {
  const answer = await server.ask(`/v1/contacts?of=${of}&by=queue&format=csv`);
  return (await answer.text()).split('\r\n');
};

test('a list with a row too many for a file is refused, and not cut', { timeout: 60_000 }, async () => {
  const large = await askedServer(abandons(20_001));
  const answer = await large.ask(`${PATH}&format=csv`);
  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-disposition')).toBeNull();
  expect((await answer.json()).detail).toContain('the list has more than 20000 rows');
  await large.close();
});
