import { chmodSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import type { AsteriskDefinition, SourceDefinition } from '#domain/source-definition.ts';
import { startFakeAsterisk, type FakeAsterisk } from '../asterisk/live/testing/fake-asterisk.ts';
import { until } from '../asterisk/live/testing/until.ts';
import { handClock } from '../links/testing/hand-clock.ts';
import { examineSource } from './examine-source.ts';

let folder = '';
let log = '';
const fakes: FakeAsterisk[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-doctor-'));
  log = join(folder, 'queue_log');
});
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.down();
  rmSync(folder, { recursive: true, force: true });
});

async function fakeAsterisk(): Promise<FakeAsterisk> {
  const fake = await startFakeAsterisk({
    user: 'callboard',
    password: 'right',
    queueLog: log,
    seconds: () => 0,
  });
  fakes.push(fake);
  fake.answer('QueueStatus', [
    'Event: QueueParams\nQueue: sales',
    'Event: QueueMember\nQueue: sales\nName: Alice\nLocation: PJSIP/alice',
  ]);
  fake.answer('Command', ['Response: Error\nMessage: Permission denied']);
  return fake;
}

type Asked = Partial<AsteriskDefinition> & { readonly port?: number };

/** What is said of an Asterisk: the mark, the sentence, and how it is mended. */
async function examine(
  { port, ...more }: Asked,
  environment: Readonly<Record<string, string>> = { PW: 'right' },
): Promise<readonly string[]> {
  const ami = {
    host: '127.0.0.1',
    port: port ?? 1,
    user: 'callboard',
    password: { kind: 'environment', name: 'PW' },
  } as const;
  const reach: AsteriskDefinition = {
    kind: 'asterisk',
    ...(port !== undefined && { ami }),
    wrapUps: { everywhereMs: 0, queuesMs: {} },
    agents: {},
    ...more,
  };
  return said({ id: sourceId('pbx'), silentAfterMs: 1, reach }, environment);
}

async function said(
  source: SourceDefinition,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const hand = handClock();
  let findings: readonly string[] | undefined;
  const examined = examineSource(source, { environment, ...hand }).then(
    ({ findings: found }) =>
      (findings = found.map(
        (one) => `${one.kind}: ${one.said}${one.kind === 'good' ? '' : ` → ${one.mend}`}`,
      )),
  );
  await until(hand, () => findings !== undefined);
  return examined;
}

const line = (agent: string, verb = 'ADDMEMBER'): string => `1795326700|MANAGER|sales|${agent}|${verb}|\n`;

describe('the manager interface', () => {
  test('with everything it needs is good, down to the last sentence', async () => {
    const fake = await fakeAsterisk();
    fake.answer('Command', []);
    const original = fake.port;
    writeFileSync(log, line('Alice'));
    const findings = await examine({ port: original, queueLog: log });
    expect(findings.filter((one) => one.startsWith('bad'))).toEqual([]);
    expect(findings).toEqual(
      expect.arrayContaining([
        'good: the manager user callboard is let in',
        'good: 1 queues with 1 places of members',
        'good: calls in progress are told after a reconnection',
        'good: the log names agents by their names',
      ]),
    );
  });

  test('that is not there is named with what opens it', async () => {
    const [finding] = await examine({ port: await closedPort() });
    expect(finding).toMatch(
      /^bad: the manager interface at 127\.0\.0\.1:\d+ takes no connection → start the switch, and set enabled=yes/,
    );
  });

  test('with a wrong password is told so, and the password is not', async () => {
    const findings = await examine({ port: (await fakeAsterisk()).port }, { PW: 'wrong' });
    expect(findings[0]).toMatch(
      /^bad: the switch does not let the manager user callboard in: Authentication failed → compare secret, deny and permit of \[callboard\]/,
    );
    expect(findings.join()).not.toContain('wrong');
  });

  test('without its password names the variable', async () => {
    const findings = await examine({ port: (await fakeAsterisk()).port }, {});
    expect(findings[0]).toMatch(/^bad: the environment variable PW is not set/);
  });

  test('without app_queue is told so', async () => {
    const fake = await fakeAsterisk();
    fake.answer('QueueStatus', ['Response: Error\nMessage: Invalid/unknown command']);
    expect(await examine({ port: fake.port })).toContainEqual(
      expect.stringMatching(/^bad: QueueStatus is refused: Invalid\/unknown command → load app_queue/),
    );
  });

  test.each([
    ['call,system', 'bad: read=agent is missing, so nothing of the queues is told live'],
    ['agent,system', 'poor: read=call is missing, so holds and transfers are not told'],
    ['agent,call', 'poor: read=system is missing, so starts and stops of the switch are not told'],
    ['agent,call,system', 'good: the user may read agent,call,system'],
    [
      'system,call,log,verbose,command,agent,user,config,dtmf,reporting,cdr,dialplan,all',
      'good: the user may read',
    ],
  ])('whose user may read %s: %s', async (classes, expected) => {
    const fake = await fakeAsterisk();
    fake.answer('Command', [
      `Response: Success\nOutput:          read perm: ${classes}\nOutput:   Timestamp events:  No`,
    ]);
    const findings = await examine({ port: fake.port });
    expect(findings).toContainEqual(expect.stringContaining(expected));
    expect(findings).toContainEqual(
      expect.stringMatching(/^poor: timestampevents=no: .* → set timestampevents=yes/),
    );
  });

  test('that tells nothing of its user is listened to, and what was not heard is not called missing', async () => {
    const findings = await examine({ port: (await fakeAsterisk()).port });
    expect(findings).toContainEqual(
      expect.stringMatching(
        /^quiet: it was quiet for 3 s, so it was not heard .* → nothing is wrong by that: call a queue and try again, or look for agent in: asterisk -rx "manager show user callboard"/,
      ),
    );
  });

  test('that says something in the meantime has shown what its user may read, and whether events carry their time', async () => {
    const fake = await fakeAsterisk();
    fake.answer('QueueStatus', ['Event: QueueMemberStatus\nPrivilege: agent,all\nQueue: sales']);
    const heard = await examine({ port: fake.port });
    // What carries an ActionID was asked for, and shows nothing.
    expect(heard).not.toContainEqual('good: events of queues are heard');
    fake.answer('CoreShowChannels', ['Response: Error\nMessage: Permission denied']);
    expect(await examine({ port: fake.port })).toContainEqual(
      expect.stringMatching(
        /^poor: CoreShowChannels is refused, .* → add reporting to write= of \[callboard\]/,
      ),
    );
  });

  test('that does not speak TLS is told apart from one that is away', async () => {
    const fake = await fakeAsterisk();
    const ami = {
      host: '127.0.0.1',
      port: fake.port,
      user: 'callboard',
      password: { kind: 'environment', name: 'PW' },
      tls: {},
    } as const;
    const [finding] = await examine({ ami });
    expect(finding).toMatch(/^bad: the manager interface at .* does not speak TLS → use the port of TLS/);
  });
});

describe('the log', () => {
  test('that is not there, and one that is something else, are named', async () => {
    expect((await examine({ queueLog: log })).at(-1)).toMatch(
      /^bad: cannot read .*queue_log: no such file or folder → let whoever runs Callboard read it/,
    );
    writeFileSync(log, 'Nov 22 10:00:00 host kernel: hello\n');
    expect((await examine({ queueLog: log })).at(-1)).toMatch(
      /^bad: .*queue_log is no queue_log: "Nov 22 10:00:00 host kernel: hello"/,
    );
  });

  test.skipIf(process.getuid?.() === 0)('that may not be read is named', async () => {
    writeFileSync(log, line('Alice'));
    chmodSync(log, 0);
    expect((await examine({ queueLog: log })).at(-1)).toMatch(/^bad: cannot read .*: permission denied/);
  });

  test('that has not been written for a day, or never, is a hint', async () => {
    writeFileSync(log, '');
    expect((await examine({ queueLog: log })).at(-1)).toMatch(/^poor: .* is empty → call a queue/);
    writeFileSync(log, line('Alice'));
    const { clock } = handClock();
    utimesSync(log, clock() / 1000, clock() / 1000 - 3 * 86_400);
    expect(await examine({ queueLog: log })).toContainEqual(
      expect.stringMatching(/^poor: .* was last written 72 h ago/),
    );
  });

  test('that calls agents by their interface is told, with the name that they have elsewhere', async () => {
    const fake = await fakeAsterisk();
    writeFileSync(log, line('PJSIP/alice'));
    expect(await examine({ port: fake.port, queueLog: log })).toContainEqual(
      expect.stringMatching(
        /^poor: the log calls an agent PJSIP\/alice, and elsewhere Alice \(log_membername_as_agent=no\) → set log_membername_as_agent=yes/,
      ),
    );
  });
});

describe('what else the definitions should say', () => {
  test('wrap-up of every queue that the switch has', async () => {
    const fake = await fakeAsterisk();
    const wrapUps = { queuesMs: { support: 4_000 } };
    expect(await examine({ port: fake.port, wrapUps })).toContainEqual(
      expect.stringMatching(/^poor: wrap-up is not configured for sales → add wrap-up-seconds:/),
    );
  });

  test('both halves of an Asterisk', async () => {
    writeFileSync(log, line('Alice'));
    expect(await examine({ queueLog: log })).toContainEqual(expect.stringMatching(/^poor: there is no ami:/));
    expect(await examine({ port: (await fakeAsterisk()).port })).toContainEqual(
      expect.stringMatching(/^poor: there is no queue-log:/),
    );
  });

  test('the secret of a hook, and a mapping that is there', async () => {
    expect(await said(hook('chatwoot'))).toContainEqual(expect.stringMatching(/^poor: it has no secret/));
    expect(await said(hook('nowhere'))).toEqual([
      expect.stringMatching(/^bad: mapping nowhere is neither a file nor one of/),
    ]);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}

const hook = (mapping: string): SourceDefinition => ({
  id: sourceId('chat'),
  silentAfterMs: 1,
  reach: { kind: 'hook', mapping },
});
