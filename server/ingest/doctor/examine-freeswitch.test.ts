import { createServer, type AddressInfo, type Server } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { until } from '../asterisk/live/testing/until.ts';
import { handClock } from '../links/testing/hand-clock.ts';
import { examineFreeswitch } from './examine-freeswitch.ts';

const definition = (port: number): FreeswitchDefinition => ({
  kind: 'freeswitch',
  host: '127.0.0.1',
  port,
  password: { kind: 'environment', name: 'PW' },
  format: 'json',
  pollMs: 1,
});

/** What is said of it: the mark, the sentence, and how it is mended. */
async function examine(port: number): Promise<readonly string[]> {
  const hand = handClock();
  let findings: readonly string[] | undefined;
  const examined = examineFreeswitch(definition(port), { password: 'x', ...hand }).then(
    (found) =>
      (findings = found.map(
        (one) => `${one.kind}: ${one.said}${one.kind === 'good' ? '' : ` → ${one.mend}`}`,
      )),
  );
  await until(hand, () => findings !== undefined);
  return examined;
}

describe('a FreeSWITCH', () => {
  test.each([
    [
      { auth: '-ERR invalid' },
      /^bad: the event socket at .* does not let us in: -ERR invalid → compare password/,
    ],
    [
      { event: '-ERR permission denied' },
      /^bad: events of queues are refused: -ERR permission denied → add callcenter::info/,
    ],
    [{ module: 'false' }, /^bad: mod_callcenter is not loaded → load it/],
    [{ queues: 'name|strategy\n+OK\n' }, /^poor: mod_callcenter has no queues/],
    [{ queues: 'name|strategy\nsupport|longest-idle-agent\n+OK\n' }, /^good: 1 queues/],
  ])('that answers %j', async (answers, expected) => {
    const server = await fakeEventSocket(answers);
    try {
      expect(await examine((server.address() as AddressInfo).port)).toContainEqual(
        expect.stringMatching(expected),
      );
    } finally {
      server.close();
    }
  });
});

type Answers = {
  readonly auth?: string;
  readonly event?: string;
  readonly module?: string;
  readonly queues?: string;
};

async function fakeEventSocket(answers: Answers): Promise<Server> {
  const server = createServer((socket) => {
    const reply = (words: string): void =>
      void socket.write(`Content-Type: command/reply\nReply-Text: ${words}\n\n`);
    const body = (text: string): void =>
      void socket.write(`Content-Type: api/response\nContent-Length: ${text.length}\n\n${text}`);
    socket.setNoDelay(true).write('Content-Type: auth/request\n\n');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const words = bytes.toString();
      if (words.startsWith('auth')) reply(answers.auth ?? '+OK accepted');
      else if (words.startsWith('event')) reply(answers.event ?? '+OK event listener enabled');
      else if (words.startsWith('api module_exists')) body(answers.module ?? 'true');
      else body(answers.queues ?? 'name\nsupport\n+OK\n');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}
