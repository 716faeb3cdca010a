import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../history/engine/engine.ts';
import { askedServer, isoAt, started, told, type AskedServer } from './testing/asked-server.ts';

const log = pino({ level: 'silent' });

/** Six callers: two answered, four give up; Li comes back and is answered, Wang is lost twice, one is unknown. */
const EVENTS: readonly object[] = [
  started(0, 'c1', '13800001111'),
  told(0, 'c1', 'contact-queued', { queue: 'sales', priority: 2 }),
  told(10, 'c1', 'contact-answered', { agent: 'amy' }),
  told(70, 'c1', 'contact-ended'),
  started(5, 'c2', '13800002222'),
  told(5, 'c2', 'contact-queued', { queue: 'sales' }),
  told(45, 'c2', 'contact-abandoned', { during: 'queue' }),
  started(20, 'c3', '13800003333'),
  told(20, 'c3', 'contact-queued', { queue: 'support' }),
  told(50, 'c3', 'contact-abandoned', { during: 'queue' }),
  started(60, 'c4', '13800002222'),
  told(60, 'c4', 'contact-queued', { queue: 'sales' }),
  told(100, 'c4', 'contact-answered', { agent: 'bob' }),
  told(160, 'c4', 'contact-ended'),
  started(80, 'c5', undefined),
  told(80, 'c5', 'contact-queued', { queue: 'sales' }),
  told(95, 'c5', 'contact-abandoned', { during: 'queue' }),
  started(90, 'c6', '13800003333'),
  told(90, 'c6', 'contact-queued', { queue: 'support' }),
  told(130, 'c6', 'contact-abandoned', { during: 'ringing' }),
];

let server: AskedServer;
beforeAll(async () => {
  server = await askedServer(EVENTS);
});
afterAll(() => server.close());

const ask = (path: string, role?: string): Promise<Response> => server.ask(path, role);
const json = async (path: string, role?: string) => (await ask(path, role)).json();

describe('figures', () => {
  test('by queue, with a ratio of nothing unknown', async () => {
    const page = await json(
      '/v1/figures?measures=offered,answered,abandoned,service_level,speed_of_answer&by=queue',
    );
    expect(page).toMatchObject({ zone: 'Asia/Shanghai', profile: 'arrival', whole: true });
    expect(page.rows).toEqual([
      {
        by: { queue: 'sales' },
        values: { offered: 4, answered: 2, abandoned: 2, service_level: 0.25, speed_of_answer: 25 },
      },
      {
        by: { queue: 'support' },
        values: { offered: 2, answered: 0, abandoned: 2, service_level: 0, speed_of_answer: null },
      },
    ]);
  });

  test('each count opens the rows behind it, page by page', async () => {
    const { rows } = await json('/v1/figures?measures=abandoned&by=queue');
    for (const { by, values } of rows) {
      const where = encodeURIComponent(`queue == "${by.queue}"`);
      const contacts: string[] = [];
      let path = `/v1/contacts?of=abandoned&where=${where}&limit=1`;
      for (;;) {
        const page = await json(path);
        contacts.push(...page.rows.map(({ row }: { row: { contact: string } }) => row.contact));
        if (page.next === undefined) break;
        path = `/v1/contacts?of=abandoned&where=${where}&limit=1&after=${page.next}`;
      }
      expect(contacts).toHaveLength(values.abandoned);
      expect(new Set(contacts).size).toBe(contacts.length);
    }
  });

  test('as CSV and as Parquet', async () => {
    const path = '/v1/figures?measures=offered,service_level&by=queue';
    expect(parse(await (await ask(`${path}&format=csv`)).text())).toEqual([
      ['queue', 'offered', 'service_level'],
      ['sales', '4', '0.250000'],
      ['support', '2', '0.000000'],
    ]);
    const file = join(server.folder, 'answer.parquet');
    writeFileSync(file, Buffer.from(await (await ask(`${path}&format=parquet`)).arrayBuffer()));
    const reader = createEngine({
      memoryBytes: 2 ** 27,
      threads: 1,
      spillFolder: server.folder,
      spillBytes: 2 ** 20,
      log,
    });
    const { rows } = await reader.ask({
      steps: [{ kind: 'run', sql: `FROM read_parquet('${file}')` }],
      mostRows: 10,
      limitMs: 60_000,
    });
    await reader.close();
    expect(rows).toEqual([
      ['sales', 4, 0.25],
      ['support', 2, 0],
    ]);
  });

  test.each([
    ['/v1/figures?measures=ofered', 'did you mean offered?'],
    ['/v1/figures?measures=offered&by=que', 'did you mean queue?'],
    ['/v1/figures?measures=offered&profile=genesis', 'did you mean genesys?'],
    ['/v1/figures?measures=offered&from=yesterday', 'got yesterday'],
    ['/v1/figures?measures=offered&from=2026-03-05&to=2026-03-04', 'from has to be before to'],
    [`/v1/figures?measures=offered&where=${encodeURIComponent('que == "x"')}`, 'que'],
    ['/v1/contacts?of=service_level', 'counts no rows'],
    ['/v1/contacts?of=offered&after=nonsense', 'got nonsense'],
    ['/v1/figures?measures=offered&within=soon', 'within'],
    ['/v1/board?at=2999-01-01', 'got 2999-01-01'],
    ['/v1/board?at=soon', 'got soon'],
  ])('%s is refused as a problem that says: %s', async (path, said) => {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = await answer.json();
    expect(problem).toMatchObject({ status: 400, title: 'Bad Request' });
    expect(problem.detail).toContain(said);
  });

  test.each([
    ['occupancy', 'occupancy:'],
    ['occupancy,busy_time', 'occupancy, busy_time:'],
    ['utilisation&by=queue', 'utilisation:'],
    ['handled,slot_occupancy,signed_in_time&by=agent', 'slot_occupancy, signed_in_time:'],
    ['offered,concurrency&by=half-hour&format=csv', 'concurrency:'],
    ['away_time&by=agent&format=parquet', 'away_time:'],
  ])('agents’ time is refused, not told as 0: %s', async (measures, named) => {
    const answer = await ask(`/v1/figures?measures=${measures}`);
    expect(answer.status).toBe(501);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const { detail } = await answer.json();
    expect(detail).toContain(`${named} agents’ time is not kept`);
    expect(detail).toContain('callboard query --data');
  });

  test('a wall may not ask, and a lead sees no customer whole, nor finds one out', async () => {
    expect((await ask('/v1/figures?measures=offered', 'wall')).status).toBe(403);
    const [first] = (await json('/v1/contacts?of=answered', 'lead')).rows;
    expect(first.row.customer).toBe('…1111');
    expect((await json('/v1/contacts?of=answered')).rows[0].row.customer).toBe('13800001111');
    const where = encodeURIComponent('customer.startsWith("138")');
    expect((await ask(`/v1/figures?measures=offered&where=${where}`, 'lead')).status).toBe(400);
    expect((await ask('/v1/figures?measures=offered&by=customer', 'lead')).status).toBe(400);
  });
});

describe('a contact', () => {
  test('tells its life, its facts with how late they were, and why it counts', async () => {
    const page = await json('/v1/contacts/c1');
    expect(page).toMatchObject({ contact: 'c1', over: true, oddities: [] });
    expect(page.visits[0].counts_in).toEqual(
      expect.arrayContaining(['offered', 'answered', 'answered_within', 'service_level_met']),
    );
    expect(page.visits[0].why).toMatch(
      /offered to sales .* answered after 10 s, and meets the service level/,
    );
    expect(page.facts).toHaveLength(4);
    expect(page.facts[0]).toMatchObject({
      kind: 'contact-started',
      source: 'pbx',
      told: { customer: '13800001111' },
    });
    expect(page.facts[0].late_seconds).toBeGreaterThan(400);
    expect((await json('/v1/contacts/c1', 'lead')).facts[0].told.customer).toBe('…1111');
  });

  test('that nobody knows is not found', async () => {
    expect((await ask('/v1/contacts/nobody')).status).toBe(404);
  });
});

test('whom to call back: lost and not back in time, each once; who came again is recovered', async () => {
  const all = await json(`/v1/lost?states=all&from=${isoAt(0)}`);
  expect(all.unknown).toBe(1);
  expect(
    all.rows.map(({ customer, state, times }: Record<string, unknown>) => [customer, state, times]),
  ).toEqual([
    ['13800002222', 'recovered', 1],
    ['13800003333', 'lost', 2],
  ]);
  const lost = parse(await (await ask(`/v1/lost?format=csv&from=${isoAt(0)}`)).text(), { columns: true });
  expect(lost).toMatchObject([{ customer: '13800003333', state: 'lost', times: '2', contact: 'c6' }]);
});

const queueAt = async (second: number, name: string) =>
  (await json(`/v1/board?at=${isoAt(second)}`)).queues.find((one: { queue: string }) => one.queue === name);

describe('a past second', () => {
  test.each([
    [3, 'sales', { waiting: 1, longest_wait_seconds: 3, in_talk: 0, offered: 1, answered: 0 }],
    [10, 'sales', { waiting: 1, longest_wait_seconds: 5, in_talk: 1, offered: 2, answered: 1 }],
    [44, 'sales', { waiting: 1, longest_wait_seconds: 39, in_talk: 1, abandoned: 0 }],
    [45, 'sales', { waiting: 0, longest_wait_seconds: null, in_talk: 1, abandoned: 1 }],
    [
      99,
      'sales',
      { waiting: 1, longest_wait_seconds: 39, in_talk: 0, offered: 4, answered: 1, abandoned: 2 },
    ],
    [100, 'support', { waiting: 1, longest_wait_seconds: 10, offered: 2, abandoned: 1 }],
    [400, 'support', { waiting: 0, in_talk: 0, offered: 2, abandoned: 2 }],
  ])('after %d s in %s', async (second, name, expected) => {
    expect(await queueAt(second, name)).toMatchObject(expected);
  });
});

test('a restart keeps every figure', async () => {
  const path = '/v1/figures?measures=offered,answered,abandoned,service_level,wait_p90&by=queue,half-hour';
  const before = await json(path);
  await server.restart();
  await expect.poll(async () => (await json(path)).whole, { timeout: 60_000 }).toBe(true);
  expect(await json(path)).toEqual(before);
});

describe('the description of the interface', () => {
  type Operation = {
    readonly summary: string;
    readonly 'x-example'?: string;
    readonly responses: {
      readonly 200: { readonly content: Readonly<Record<string, { readonly schema: TSchema }>> };
    };
  };
  const described = async () => {
    const { paths } = (await json('/openapi.json')) as {
      paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    };
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  };

  test('says of every route what it is for', async () => {
    const all = await described();
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter(({ operation }) => operation.summary === '').map(({ path }) => path)).toEqual([]);
  });

  test('has an example of every question without a parameter in its path, and each is answered as its schema says', async () => {
    for (const { path, method, operation } of await described()) {
      const example = operation['x-example'];
      if (method !== 'get' || path.includes('{')) continue;
      expect(example, path).toBeDefined();
      const answer = await ask(example ?? '');
      expect([answer.status, path]).toEqual([200, path]);
      const [[type, { schema }] = ['', { schema: Type.Unknown() }]] = Object.entries(
        operation.responses[200].content,
      );
      expect(answer.headers.get('content-type')).toContain(type);
      if (type === 'application/json')
        expect([...Value.Errors(schema, await answer.json())].map((error) => [path, error])).toEqual([]);
    }
  });
});
