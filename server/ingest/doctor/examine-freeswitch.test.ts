import { createServer, type AddressInfo, type Server } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { epochMs } from '#domain/time.ts';
import { until } from '../asterisk/live/testing/until.ts';
import { liveEsl, type LiveEslOptions } from '../freeswitch/live/live-esl.ts';
import { startFakeFreeswitch } from '../freeswitch/live/testing/fake-freeswitch.ts';
import { handClock, type HandClock } from '../links/testing/hand-clock.ts';
import { examineFreeswitch } from './examine-freeswitch.ts';

const definition = (port: number): FreeswitchDefinition => ({
  kind: 'freeswitch',
  host: '127.0.0.1',
  port,
  password: { kind: 'environment', name: 'PW' },
  format: 'json',
  pollMs: 1,
});

const serverOptions = (port: number, hand: HandClock): LiveEslOptions => ({
  ...hand,
  definition: definition(port),
  password: async () => 'x',
  connected: () => {},
  word: () => {},
  tables: async () => {},
  missesSome: () => false,
  beat: () => {},
  asked: () => {},
  throttle: () => {},
});

/** What is said of it: the mark, the sentence, and how it is mended. */
async function examine(port: number): Promise<readonly string[]> {
  const hand = handClock();
  let findings: readonly string[] | undefined;
  const examined = examineFreeswitch(definition(port), { password: 'x', ...hand }).then(
    ({ findings: found }) =>
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
      /^bad: events of queues are refused: -ERR permission denied → add HEARTBEAT .*callcenter::info to esl-allowed-events/,
    ],
    [{ module: '-ERR', isUnknown: 'yes' }, /^bad: mod_callcenter is not loaded → load it/],
    [{ module: 'false' }, /^bad: mod_callcenter is not loaded → load it/],
    [{ queues: 'name|strategy\n+OK\n' }, /^poor: mod_callcenter has no queues/],
    [
      { queues: 'name|max_wait_time\nsupport|0\n+OK\n' },
      /^good: 1 queues, 0 places in them, 0 agents, 0 callers/,
    ],
    [
      { denied: 'tier list' },
      /^poor: tier list is refused \(-ERR permission denied\), so who serves .* → add callcenter_config/,
    ],
    [
      { denied: 'agent list' },
      /^poor: agent list is refused .*, so agents are unknown until they do something/,
    ],
    [{ denied: 'queue list members' }, /^poor: queue list members is refused .*, so callers of before/],
    [{ denied: 'queue list' }, /^poor: queue list is refused/],
    [
      { denied: 'core_uuid' },
      /^bad: the id of the core is refused: -ERR permission denied → add global_getvar/,
    ],
    [{ denied: 'uptime' }, /^poor: uptime is refused: -ERR permission denied → load mod_commands/],
    [{ denied: 'strmicroepoch' }, /^poor: strmicroepoch is refused/],
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
  /** The end of the question that is denied. */
  readonly denied?: string;
  /** It knows no callcenter_config. */
  readonly isUnknown?: string;
};

const HEADS: Readonly<Record<string, string>> = {
  'tier list': 'queue|agent|state|level|position',
  'agent list': 'name|contact|status|state|wrap_up_time|last_status_change|last_bridge_end',
  'queue list members':
    'queue|uuid|session_uuid|cid_number|cid_name|joined_epoch|rejoined_epoch|bridge_epoch|abandoned_epoch|serving_agent|state',
};

test('what it asks is what the server asks', async () => {
  const server = await fakeEventSocket({});
  try {
    await examine((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
  const fake = await startFakeFreeswitch({ password: 'x', clock: () => epochMs(0) }, 'core');
  const hand = handClock();
  let isLive = false;
  const abort = new AbortController();
  const ended = liveEsl(serverOptions(fake.port, hand), {
    signal: abort.signal,
    live: () => void (isLive = true),
  });
  await until(hand, () => isLive);
  abort.abort();
  await Promise.allSettled([ended, fake.down()]);
  const served = new Set(fake.asked.filter((one) => !one.startsWith('auth')));
  expect([...served].filter((one) => !questions.has(one))).toEqual([]);
});

/** Everything that was asked of a fake. */
const questions = new Set<string>();
const listOf = (words: string): string => words.slice('api callcenter_config '.length);

async function fakeEventSocket(answers: Answers): Promise<Server> {
  const server = createServer((socket) => {
    const reply = (words: string): void =>
      void socket.write(`Content-Type: command/reply\nReply-Text: ${words}\n\n`);
    const body = (text: string): void =>
      void socket.write(`Content-Type: api/response\nContent-Length: ${text.length}\n\n${text}`);
    socket.setNoDelay(true).write('Content-Type: auth/request\n\n');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const words = bytes.toString().trimEnd();
      questions.add(words);
      if (words.startsWith('auth')) reply(answers.auth ?? '+OK accepted');
      else if (words.startsWith('event')) reply(answers.event ?? '+OK event listener enabled');
      else if (answers.denied !== undefined && words.replace(/ s$/, '').endsWith(answers.denied))
        body('-ERR permission denied\n');
      else if (answers.isUnknown !== undefined && words.includes('callcenter_config'))
        body('-ERR callcenter_config Command not found!\n');
      else if (words.startsWith('api module_exists')) body(answers.module ?? 'true');
      else if (HEADS[listOf(words)] !== undefined) body(`${HEADS[listOf(words)]}\n+OK\n`);
      else body(answers.queues ?? 'name|max_wait_time\nsupport|0\n+OK\n');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}
