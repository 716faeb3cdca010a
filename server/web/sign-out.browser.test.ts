import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { epochMs } from '#domain/time.ts';
import { openBrowser } from '../../wallboard/testing/open-browser.ts';
import { createToken } from '../access/tokens.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { startServer } from '../start/start-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([
  ['en', 'Signed in as li-na (lead)', 'To the wall', 'Sign out', 'Sign in to the wall'],
  ['zh', '已登录：li-na（班组长）', '返回大屏', '退出登录', '登录大屏'],
])(
  'whoever is signed in sees it at /sign-in and signs out there with the keyboard, on the server too (%s)',
  async (language, signedIn, toWall, signOut, title) =>
    served(false, async ({ url, token, context }) => {
      const page = await context.newPage();
      await page.goto(`${url}/sign-in?lang=${language}`);
      await enter(page, token);
      await page.waitForSelector('html[data-version]');
      const [cookie] = await context.cookies();
      const sessionStatus = async (): Promise<number> =>
        (await fetch(`${url}/v1/session`, { headers: { cookie: `${cookie?.name}=${cookie?.value}` } }))
          .status;
      expect(await sessionStatus()).toBe(200);

      const other = await context.newPage();
      await other.goto(`${url}/sign-in?lang=${language}`);
      await other.waitForSelector('.sign-out');
      expect(await other.innerText('h1')).toBe(signedIn);
      expect(await other.$('input')).toBeNull();
      expect(await focusAfterTab(other)).toBe(toWall);
      expect(await focusAfterTab(other)).toBe(signOut);
      await other.keyboard.press('Enter');
      await other.waitForSelector('input:focus');
      expect(await other.innerText('h1')).toBe(title);

      expect(await sessionStatus()).toBe(401);
      expect(await context.cookies()).toEqual([]);
      // The wall that stood open under the same session goes dark as well.
      await page.waitForSelector('html[data-link=refused]');
      await enter(other, token);
      await other.waitForSelector('html[data-version]');
    }),
  60_000,
);

test(
  'a session that cannot be ended now is not said to be over',
  () =>
    served(false, async ({ url, token, context }) => {
      const page = await context.newPage();
      await page.goto(`${url}/wall?lang=en#token=${token}`);
      await page.waitForSelector('html[data-version]');
      await page.goto(`${url}/sign-in?lang=en`);
      await page.waitForSelector('.sign-out');
      await context.setOffline(true);
      await page.click('.sign-out');
      await page.waitForSelector('text=The server does not answer');
      expect(await page.innerText('h1')).toBe('Signed in as li-na (lead)');
      await context.setOffline(false);
      await page.click('.sign-out');
      await page.waitForSelector('input');
      expect(await page.innerText('[role=alert]')).toBe('');
    }),
  60_000,
);

test(
  'a server that asks for no token offers no sign-out',
  () =>
    served(true, async ({ url, context }) => {
      const page = await context.newPage();
      await page.goto(`${url}/sign-in?lang=en`);
      await page.waitForSelector('input');
      expect(await page.$('.sign-out')).toBeNull();
    }),
  60_000,
);

type Served = { readonly url: string; readonly token: string; readonly context: BrowserContext };

/** A real server with the token of a lead, and a browser of its own. */
async function served(open: boolean, work: (served: Served) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const token = createToken(folder, { name: 'li-na', role: 'lead', createdAt: epochMs(0) });
    const log = pino({ level: 'silent' });
    const at = { folder, host: '127.0.0.1', port: 0, open, origins: [] };
    const server = await startServer({ ...at, centre: usualCentre('UTC'), log });
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    try {
      await work({ url: `http://127.0.0.1:${server.port}`, token, context });
    } finally {
      await context.close();
      await server.stop();
    }
  });
}

async function enter(page: Page, token: string): Promise<void> {
  await page.fill('input', token);
  await page.press('input', 'Enter');
}

async function focusAfterTab(page: Page): Promise<string | null | undefined> {
  await page.keyboard.press('Tab');
  return page.evaluate(() => document.activeElement?.textContent);
}
