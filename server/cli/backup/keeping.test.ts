import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Board } from '#domain/board/board.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { busyLines, inBatches } from '../../testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../../testing/child-server.ts';
import { runProgram } from '../../testing/run-program.ts';
import { filesWith } from '../../keeping/erasure/find-bytes.ts';

const CUSTOMER = '13800138000';

describe('a backup', () => {
  test('taken while events come is whole, and a server on what is restored has every event up to it, and then the same figures', async () => {
    await inTemporaryFolder(async (folder) => {
      const [data, backup, restored] = ['data', 'backup', 'restored'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      const server = await startChildServer({ folder: data });
      const bodies = [...inBatches(lines(3_000), 300)];
      for (const body of bodies.slice(0, 10)) await post(server, body);
      const backingUp = runProgram('backup', backup, '--data', data);
      for (const body of bodies.slice(10, 30)) await post(server, body);
      expect(await backingUp).toMatchObject({
        code: 0,
        told: expect.stringMatching(/journal up to position \d+/),
      });
      for (const body of bodies.slice(30)) await post(server, body);
      const figures = await figuresAt(server, 15_000);
      await server.stop();
      expect(await runProgram('journal', 'verify', '--full', '--data', backup)).toMatchObject({ code: 0 });
      expect(await runProgram('restore', backup, '--data', restored)).toMatchObject({ code: 0 });
      const again = await startChildServer({ folder: restored });
      const first: unknown = await post(again, bodies[0] ?? '');
      expect(first).toMatchObject({ duplicates: 300, accepted: 0 });
      for (const body of bodies) await post(again, body);
      expect(await figuresAt(again, 15_000)).toEqual(figures);
      await again.stop();
    });
  }, 120_000);

  test('that is not as it was written, or not finished, is refused; nothing is put over what is there', async () => {
    await inTemporaryFolder(async (folder) => {
      const [data, backup] = [join(folder, 'data'), join(folder, 'backup')];
      const server = await startChildServer({ folder: data });
      await post(server, [...lines(10)].join('\n'));
      await server.stop();
      expect(await runProgram('backup', backup, '--data', data)).toMatchObject({ code: 0 });
      expect((await runProgram('backup', backup, '--data', data)).said).toMatch(/is not empty/);
      expect((await runProgram('restore', backup, '--data', data)).said).toMatch(
        /is not empty: with --replace/,
      );
      expect(await runProgram('restore', backup, '--data', data, '--replace')).toMatchObject({ code: 0 });
      const tampered = readFileSync(join(backup, 'world.db'));
      tampered.write('x', tampered.length - 1);
      writeFileSync(join(backup, 'world.db'), tampered);
      expect((await runProgram('restore', backup, '--data', join(folder, 'b'))).said).toMatch(
        /is not what was written/,
      );
      rmSync(join(backup, 'backup.json'));
      expect((await runProgram('restore', backup, '--data', join(folder, 'b'))).said).toMatch(
        /no finished backup/,
      );
      expect(existsSync(join(folder, 'b'))).toBe(false);
    });
  }, 120_000);
});

describe('a customer who is erased', () => {
  test.each(['while the server runs', 'while none runs'])(
    '%s is found in no file, and the figures stay',
    async (when) => {
      await inTemporaryFolder(async (folder) => {
        const server = await startChildServer({ folder });
        await post(server, [...lines(300), ...visit('a', 90), ...visit('b', 1)].join('\n'));
        const before = await figuresAt(server, 1_508);
        if (when === 'while none runs') await server.stop();
        const erased = await runProgram('erase', '--customer', CUSTOMER, '--by', 'office', '--data', folder);
        expect(erased).toMatchObject({ code: 0, told: expect.stringMatching(/erased from 4 events/) });
        if (when === 'while none runs') expect(await filesWith(folder, CUSTOMER)).toEqual([]);
        else {
          expect((await figuresAt(server, 1_508)).total.day.counts).toEqual(before.total.day.counts);
          await server.stop();
        }
        expect(await filesWith(folder, CUSTOMER)).toEqual([]);
        expect(readFileSync(join(folder, 'erasures.ndjson'), 'utf8')).toMatch(/"by":"office".*"events":4/);
        const again = await startChildServer({ folder });
        expect((await figuresAt(again, 1_508)).total.day.counts).toEqual(before.total.day.counts);
        await again.stop();
        expect(await filesWith(folder, CUSTOMER)).toEqual([]);
      });
    },
    120_000,
  );
});

const now = Date.now();
const lines = (contacts: number): Iterable<string> =>
  busyLines({ contacts, queues: 3, agents: 9, startAt: now - 60 * MINUTE_MS, everyMs: 500 });

/** A contact of the customer, so many minutes ago, whose number is in a label too. */
function visit(contact: string, minutesAgo: number): readonly string[] {
  const at = now - minutesAgo * MINUTE_MS;
  const told = (id: string, afterMs: number, body: object): string =>
    JSON.stringify({
      id: `${contact}-${id}`,
      source: 'bench',
      at: at + afterMs,
      contact: `of-${contact}`,
      ...body,
    });
  const from = { channel: 'voice', direction: 'inbound', customer: CUSTOMER };
  return [
    told('s', 0, { kind: 'contact-started', ...from }),
    told('q', 1, { kind: 'contact-queued', queue: 'queue-1' }),
    told('l', 2, { kind: 'contact-labelled', labels: { callback: `call ${CUSTOMER} back` } }),
    told('e', 3, { kind: 'contact-ended' }),
  ];
}

async function post({ url }: ChildServer, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** The board once it stands at `position` or beyond. */
async function figuresAt({ url }: ChildServer, position: number): Promise<Pick<Board, 'total' | 'queues'>> {
  for (;;) {
    const answer: unknown = await (await fetch(`${url}/v1/board`)).json();
    if (Number(Reflect.get(Object(answer), 'version')) < position) continue;
    const { total, queues }: Board = Reflect.get(Object(answer), 'board');
    return { total, queues };
  }
}
