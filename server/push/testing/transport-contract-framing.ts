import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { TransportBench } from './transport-bench.ts';

/** What every transport must do with requests of which it is doubtful where they end. */
export function framingContract(bench: () => TransportBench): void {
  const evil = 'GET /cookies HTTP/1.1\r\nHost: evil\r\n\r\n';
  test.each([
    ['two lengths that differ', ['Content-Length: 5', 'Content-Length: 44'], `hello${evil}`],
    ['two lengths that are equal', ['Content-Length: 5', 'Content-Length: 5'], 'hello'],
    ['a list of lengths', ['Content-Length: 5, 5'], 'hello'],
    ['a length with a sign', ['Content-Length: +5'], 'hello'],
    ['a length below nothing', ['Content-Length: -1'], 'hello'],
    ['a length in hexadecimal', ['Content-Length: 0x5'], 'hello'],
    ['an empty length', ['Content-Length: '], 'hello'],
    ['a length beyond every number', [`Content-Length: ${'9'.repeat(30)}`], 'hello'],
    [
      'a length and chunks',
      ['Content-Length: 4', 'Transfer-Encoding: chunked'],
      `5\r\nhello\r\n0\r\n\r\n${evil}`,
    ],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4'], '5\r\nhello\r\n0\r\n\r\n'],
    ['another coding', ['Transfer-Encoding: gzip'], '5\r\nhello\r\n0\r\n\r\n'],
    ['a misspelt coding', ['Transfer-Encoding: xchunked'], '5\r\nhello\r\n0\r\n\r\n'],
    ['two codings', ['Transfer-Encoding: identity, chunked'], '5\r\nhello\r\n0\r\n\r\n'],
    [
      'a coding twice',
      ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
      '5\r\nhello\r\n0\r\n\r\n',
    ],
    ['an odd chunk', ['Transfer-Encoding: chunked'], '0x5\r\nhello\r\n0\r\n\r\n'],
    ['two hosts', ['Host: evil', 'Content-Length: 5'], 'hello'],
  ])(
    '%s: refused or hung up on, nothing of it is done, and nothing more is heard',
    async (_, headers, body) => {
      const head = ['POST /echo-body HTTP/1.1', 'Host: localhost', 'Content-Type: application/octet-stream'];
      const answer = await tell(bench(), `${[...head, ...headers].join('\r\n')}\r\n\r\n${body}`);
      expect(answer).toMatch(/^$|^HTTP\/1\.1 400 /);
      expect(answer).not.toMatch(/.HTTP\/1\.1 /s);
    },
  );

  test('a socket is not opened by such a request either', async () => {
    const head = [
      'GET /echo HTTP/1.1',
      'Host: localhost',
      'Host: evil',
      'Connection: Upgrade',
      'Upgrade: websocket',
    ];
    const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
    expect(await tell(bench(), `${[...head, ...key].join('\r\n')}\r\n\r\n`)).toMatch(/^$|^HTTP\/1\.1 400 /);
  });

  test('a length in one, and chunks in any case of letters, are fine', async () => {
    const head =
      'POST /echo-body HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/octet-stream\r\n';
    const chunked = `${head}Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`;
    for (const text of [`${head}Content-Length: 5\r\n\r\nhello`, chunked])
      expect(await tell(bench(), text)).toMatch(/^HTTP\/1\.1 200 .*hello$/s);
  });
}

/** Everything that is answered to this text until the other side hangs up. */
function tell({ port }: TransportBench, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
    // What is left unread at our end may end the connection roughly: what was answered before counts.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}
