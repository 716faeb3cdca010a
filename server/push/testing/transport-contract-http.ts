import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { BODY_MS, MAX_BODY_BYTES, type TransportBench } from './transport-bench.ts';

/** What every transport must do with HTTP. */
export function httpContract(bench: () => TransportBench): void {
  testBodies(bench);
  testTooLarge(bench);
  testReplies(bench);
  testStatuses(bench);
  testBreaks(bench);
  testListening(bench);
}

function testBodies(bench: () => TransportBench): void {
  test.each([1, 1000, 1024 * 1024, MAX_BODY_BYTES])('%i bytes pass both ways unharmed', async (size) => {
    const body = randomBytes(size);
    const response = await post(bench(), body);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  });

  test('connections that are kept carry one large body after the other', async () => {
    const body = randomBytes(240_000);
    const sender = async (): Promise<void> => {
      for (let sent = 0; sent < 15; sent += 1) {
        const reply = await post(bench(), body);
        expect((await reply.arrayBuffer()).byteLength).toBe(body.length);
      }
    };
    await Promise.all([sender(), sender(), sender(), sender()]);
  });

  test('a body in chunks of unknown length passes whole', async () => {
    const asked = openPost(bench());
    const parts = Array.from({ length: 20 }, () => randomBytes(50_000));
    for (const part of parts) if (!asked.write(part)) await once(asked, 'drain');
    asked.end();
    expect((await buffer(await answerTo(asked))).equals(Buffer.concat(parts))).toBe(true);
  });

  test('a gzip body is not touched', async () => {
    const body = gzipSync('一行 NDJSON\n'.repeat(1000));
    const reply = await post(bench(), body, { 'content-encoding': 'gzip' });
    const echoed = Buffer.from(await reply.arrayBuffer());
    expect(echoed.equals(body)).toBe(true);
    expect(gunzipSync(echoed).length).toBeGreaterThan(body.length);
  });

  test('a client that is refused before its body is read gets the answer', async () => {
    const reply = await post(bench(), randomBytes(3 * 1024 * 1024), { authorization: 'nobody' });
    expect(reply.status).toBe(401);
    await reply.text();
  });
}

function testTooLarge(bench: () => TransportBench): void {
  test('a body that is announced too large is answered 413', async () => {
    const asked = openPost(bench(), { 'content-length': String(MAX_BODY_BYTES + 1) });
    asked.flushHeaders();
    const reply = await answerTo(asked);
    expect(reply.statusCode).toBe(413);
    asked.destroy();
  });

  test('a body that turns out too large is answered 413', async () => {
    const asked = openPost(bench());
    asked.write(randomBytes(MAX_BODY_BYTES + 1));
    const reply = await answerTo(asked);
    expect(reply.statusCode).toBe(413);
    asked.destroy();
  });
}

function testReplies(bench: () => TransportBench): void {
  test('an address without a question mark asks for nothing more', async () => {
    const reply: unknown = await (await fetch(`${bench().httpUrl}/asked`)).json();
    expect(Reflect.get(Object(reply), 'query')).toEqual({});
  });

  test('a request arrives with its address, its query and its headers', async () => {
    const reply = await fetch(`${bench().httpUrl}/asked?a=1&b=%E4%BD%A0`, {
      headers: { cookie: 'a=1', accept: 'x/y' },
    });
    expect(await reply.json()).toMatchObject({
      ip: '127.0.0.1',
      query: { a: '1', b: '你' },
      headers: { cookie: 'a=1', accept: 'x/y', host: `127.0.0.1:${bench().port}` },
    });
  });

  test('several cookies are set one by one', async () => {
    const reply = await fetch(`${bench().httpUrl}/cookies`);
    expect(reply.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    await reply.text();
  });

  test('HEAD has the headers of GET and no body', async () => {
    const reply = await fetch(`${bench().httpUrl}/cookies`, { method: 'HEAD' });
    expect([reply.status, reply.headers.get('content-length'), await reply.text()]).toEqual([200, '2', '']);
  });
}

function testStatuses(bench: () => TransportBench): void {
  test.each([
    ['/empty', 204],
    ['/unchanged', 304],
  ])('%s is answered %i, without a body', async (path, status) => {
    const reply = await fetch(`${bench().httpUrl}${path}`);
    expect([reply.status, await reply.text()]).toEqual([status, '']);
  });

  test('an error of ours is 500, an unknown page 404', async () => {
    const statuses = await Promise.all(
      ['/broken', '/unknown'].map((path) => statusOf(`${bench().httpUrl}${path}`)),
    );
    expect(statuses).toEqual([500, 404]);
  });

  test('two hundred requests at a time are all answered', async () => {
    const bodies = Array.from({ length: 200 }, (_, index) => Buffer.from(`body ${index}`));
    const replies = await Promise.all(bodies.map(async (body) => (await post(bench(), body)).text()));
    expect(replies).toEqual(bodies.map(String));
  });
}

function testBreaks(bench: () => TransportBench): void {
  test('a client that hangs up in the middle of its body harms nobody', async () => {
    for (const bytes of [0, 10, 100_000, 1_000_000]) {
      const asked = openPost(bench(), { 'content-length': '2000000' });
      asked.on('error', () => undefined);
      asked.flushHeaders();
      if (bytes > 0) await new Promise((resolve) => asked.write(randomBytes(bytes), resolve));
      asked.destroy();
    }
    expect(await statusOf(`${bench().httpUrl}/cookies`)).toBe(200);
  });

  test('a client that hangs up before its answer harms nobody', async () => {
    const asked = request(`${bench().httpUrl}/asked`);
    asked.on('error', () => undefined);
    asked.end(() => asked.destroy());
    expect(await statusOf(`${bench().httpUrl}/cookies`)).toBe(200);
  });
}

function testListening(bench: () => TransportBench): void {
  test('a taken port is refused with its number and what to do', async () => {
    const second = await bench().create({
      http: Fastify(),
      routes: [],
      maxBodyBytes: MAX_BODY_BYTES,
      bodyMs: BODY_MS,
    });
    await expect(second.listen(bench().port, '127.0.0.1')).rejects.toThrow(
      `cannot listen on 127.0.0.1:${bench().port}: the port is taken by another program; stop it, or choose another port`,
    );
    await second.close();
  });

  test('an address that is not ours is refused', async () => {
    const second = await bench().create({
      http: Fastify(),
      routes: [],
      maxBodyBytes: MAX_BODY_BYTES,
      bodyMs: BODY_MS,
    });
    await expect(second.listen(0, '203.0.113.7')).rejects.toThrow('this machine does not have that address');
    await second.close();
  });

  test('asked for any port it says which one it got', () => {
    expect(bench().port).toBeGreaterThan(0);
  });
}

function post(bench: TransportBench, body: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${bench.httpUrl}/echo-body`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
}

function openPost(bench: TransportBench, headers: Record<string, string> = {}): ClientRequest {
  return request(`${bench.httpUrl}/echo-body`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
}

function answerTo(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
  });
}

async function statusOf(url: string): Promise<number> {
  const reply = await fetch(url);
  await reply.arrayBuffer();
  return reply.status;
}
