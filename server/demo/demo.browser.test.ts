import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../wallboard/testing/open-browser.ts';
import { pageFaults } from '../../wallboard/testing/page-faults.ts';
import { spawnProgram } from '../testing/spawn-node.ts';

/** The promise is 15 s for a dead feed, and some seconds for all else; a busy machine gets more before the test gives up. */
const PATIENCE_MS = 45_000;
/** A visitor who sits at the screen reads the strip: 8 px high capitals are a book's. */
const LEAST_STRIP_PX = 8;

/** A Monday morning: an outage harms then, at whatever hour this test runs. */
const BUSY_HOUR = '2026-03-02T10:00';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a demonstration: a living wall, an outage, a dead feed that comes back, in both languages; nothing is left behind', async () => {
  const demo = await startChild(['--at', BUSY_HOUR, '--speed', '60', '--weeks', '0', '--port', '0']);
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${demo.url}/wall?lang=en`);
  await page.waitForSelector('html[data-link=live]');
  await page.waitForSelector('[data-queue=repair]');

  // By keyboard: the strip opens, is walked through, and is closed again.
  await page.focus('.demo-button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.demo-strip');
  for (let tabs = 0; tabs < 2; tabs += 1) await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('outage');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-incident=outage][aria-pressed=true]');
  await page.waitForFunction(
    () => Number(document.querySelector('[data-tile=waiting] .figure')?.textContent) >= 10,
  );
  await page.waitForSelector('[data-queue=repair][data-state=breach]');
  expect(await pageFaults(page, LEAST_STRIP_PX)).toEqual([]);

  await page.click('[data-feed=whole]');
  await page.waitForSelector('[data-tile=waiting][data-state=stale]');
  await page.click('.language');
  await page.waitForFunction(() => document.querySelector('[data-feed]')?.textContent?.trim() === '恢复数据');
  expect(await pageFaults(page, LEAST_STRIP_PX)).toEqual([]);
  await page.click('[data-feed=cut]');
  await page.waitForSelector('[data-tile=waiting]:not([data-state=stale])');

  await page.click('[data-speed="1"]');
  await page.waitForSelector('[data-speed="1"][aria-pressed=true]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.demo-strip', { state: 'detached' });
  expect(await page.innerText('.demo-button')).toBe('演示');
  expect(complaints).toEqual([]);
  await page.close();

  expect(existsSync(demo.folder)).toBe(true);
  expect(await demo.stop()).toBe(0);
  expect(existsSync(demo.folder)).toBe(false);
}, 170_000);

const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-incident'));

type Child = { readonly url: string; readonly folder: string; stop(): Promise<number | null> };

async function startChild(args: readonly string[]): Promise<Child> {
  const child = spawnProgram(['demo', ...args], ['ignore', 'pipe', 'inherit']);
  const said = await firstWords(child);
  return {
    url: /http:\/\/[^/\s]+/.exec(said)?.[0] ?? '',
    folder: /in (\/\S*callboard-demo-\w+)/.exec(said)?.[1] ?? '',
    stop() {
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      return ended;
    },
  };
}

function firstWords(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`the demonstration ended with ${code} before it began`)));
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('Ctrl-C')) resolve(said);
    });
  });
}
