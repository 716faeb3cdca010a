import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../testing/open-browser.ts';
import { pageFaults } from '../testing/page-faults.ts';
import { ScriptedServer } from '../testing/scripted-server.ts';

/** Letters of 16′ on 55 inches, in px, by distance in metres; nearer than 3.6 m the type does not shrink further. */
const LETTERS = { 3: 22, 4: 29.3, 5: 36.6, 6: 43.9, 8: 58.6, 10: 73.3, 15: 110 };

const server = new ScriptedServer({ kind: 'refused', reason: 'forbidden' });
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const combinations = Object.entries(LETTERS).flatMap(([distance, letterPx]) =>
  ['en', 'zh'].map((language) => ({ distance, language, letterPx })),
);

test.each(combinations)(
  'from $distance m in $language every state is drawn without overflow and with letters above $letterPx px',
  async ({ distance, language, letterPx }) => {
    await page.goto(server.url(`/gallery?lang=${language}&distance=${distance}`));
    await page.waitForSelector('[data-exhibit=extreme] [data-tile]');
    expect(await pageFaults(page, letterPx)).toEqual([]);
  },
);

/** Body type of a phone is at least 12 px: a capital of 8.7. */
const LEAST_IN_HAND = 8.7;

test.each([
  { width: 390, height: 844, least: LEAST_IN_HAND },
  { width: 1024, height: 768, least: 18 },
  { width: 3840, height: 2160, least: 52 },
])('on $width × $height px every state is drawn without overflow in both languages', async (size) => {
  await page.setViewportSize(size);
  for (const language of ['en', 'zh']) {
    await page.goto(server.url(`/gallery?lang=${language}`));
    await page.waitForSelector('[data-exhibit=long-names] [data-tile]');
    expect(await pageFaults(page, size.least)).toEqual([]);
  }
});
