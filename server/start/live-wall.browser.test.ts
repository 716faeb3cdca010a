import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openBrowser } from '../../wallboard/testing/open-browser.ts';
import { inTemporaryFolder, startChildServer } from '../testing/child-server.ts';

/** A target that is judged at once: the rule's own times are tested in virtual time. */
const DEFINITIONS = `
name: Night desk
zone: UTC
queues:
  - { id: sales, name: Sales, target: { share: 80%, seconds: 20, short-abandon-seconds: 5 } }
alerts:
  - { id: service-level, measure: service-level, queues: all, below: target, for-seconds: 1, clear: target + 5%, minimum-sample: 3, severity: critical }
`;

/** The promises are 15 s for a dead feed and 5 s for a restart; a busy machine gets a little more before the test gives up. */
const STALE_WITHIN_MS = 17_000;
const RECOVERED_WITHIN_MS = 20_000;

/** Below the ports that the system hands out, so that nobody takes it while the server is down. */
const PORT = 20_000 + (process.pid % 10_000);

/** A morning of the feed's own, which is played: so no interval ends under the test, at whatever hour it runs. */
const MORNING = Date.parse('2026-03-02T10:05:00Z');
const startedAt = Date.now();
const now = (): number => MORNING + Date.now() - startedAt;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a wall at a real server: it follows, alerts and clears, shows a dead feed, and outlives a restart of the server', async () => {
  await inTemporaryFolder(async (folder) => {
    const definitions = join(folder, 'centre.yaml');
    writeFileSync(definitions, DEFINITIONS);
    const first = await startChildServer({ folder, definitions, port: PORT });
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(`${first.url}/wall?lang=en`);
    await page.waitForSelector('[data-queue=sales]');
    await page.evaluate(() => Reflect.set(window, 'neverReloaded', true));
    expect(await page.getAttribute('[data-tile=service-level-day]', 'data-state')).toBe('unknown');

    const feed = await openFeed(first.url);
    await feed.tell(answered('late', 4, 60));
    await page.waitForSelector('[data-alert-state=firing], [data-alert-state=breach]');
    expect(await page.innerText('[data-alert-state]')).toContain('Sales: service level 0');
    expect(await page.getAttribute('[data-queue=sales]', 'data-state')).toBe('breach');

    // 32 of 40 is the target and not enough: the alert clears five points above it.
    await feed.tell(answered('good', 16, 2));
    await shows(page, '16 of 20');
    expect(await page.innerText('[data-alert-state]')).toContain('service level 80');
    await feed.tell(answered('better', 16, 2));
    await page.waitForFunction(
      () => !document.querySelector('[data-alert-state]')?.textContent?.includes('target 80'),
    );

    feed.cut();
    await page.waitForSelector('[data-tile=waiting][data-state=stale]', { timeout: STALE_WITHIN_MS });

    await first.kill();
    const second = await startChildServer({ folder, definitions, port: PORT });
    const again = await openFeed(second.url);
    await again.tell(answered('after', 1, 2));
    await page.waitForSelector('html[data-link=live]', { timeout: RECOVERED_WITHIN_MS });
    await shows(page, '33 of 37');
    expect(await page.evaluate(() => Reflect.get(window, 'neverReloaded'))).toBe(true);
    again.cut();
    await page.close();
    await second.stop();
  });
}, 120_000);

const shows = (page: Page, words: string): Promise<unknown> =>
  page.waitForFunction((text) => document.body.innerText.includes(text), words);

type Told = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** Contacts of the sales queue, all over a moment ago, each answered after `waitSeconds`. */
function answered(name: string, contacts: number, waitSeconds: number): Told[] {
  const end = now();
  return Array.from({ length: contacts }, (_, i): Told[] => {
    const contact = `${name}-${i}`;
    const queuedAt = end - waitSeconds * 1_000;
    return [
      { kind: 'contact-queued', at: queuedAt, contact, queue: 'sales' },
      { kind: 'contact-answered', at: end, contact, agent: 'amy' },
      { kind: 'contact-ended', at: end, contact },
    ];
  }).flat();
}

async function openFeed(url: string): Promise<{ tell(facts: readonly Told[]): Promise<void>; cut(): void }> {
  const [socket, pulse] = await Promise.all([openSocket(url), openSocket(url)]);
  let told = 0;
  const run = now();
  const line = (fact: object): string =>
    JSON.stringify({ at: now(), ...fact, id: `${run}-${(told += 1)}`, source: 'pbx' });
  const beat = (): void => pulse.send(line({ kind: 'source-heartbeat' }));
  const timer = setInterval(beat, 1_000);
  pulse.send(line({ kind: 'source-started', played: true }));
  beat();
  return {
    async tell(facts) {
      const answer = new Promise<string>((resolve) =>
        socket.once('message', (text: Buffer) => resolve(text.toString())),
      );
      socket.send(facts.map(line).join('\n'));
      expect(JSON.parse(await answer)).toMatchObject({ kind: 'committed', accepted: facts.length });
    },
    cut() {
      clearInterval(timer);
      for (const one of [socket, pulse]) one.terminate();
    },
  };
}

async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/ingest`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}
