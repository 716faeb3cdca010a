import { expect, test } from 'vitest';
import { addDays } from '#domain/local-day.ts';
import { agent, early, given, smallProblem } from '../../../../schedules/plan/testing/small-problem.ts';
import { openBrowser } from '../../../../wallboard/testing/open-browser.ts';
import { rosterPage } from './roster-page.ts';

const people = Array.from({ length: 41 }, (_, at) => ({
  ...agent(`p${at}`),
  name: at === 0 ? '<b>O\'Neil & "Söhne"</b>' : `Agent ${at}`,
  site: at < 40 ? 'north' : 'south',
}));
const problem = { ...smallProblem, until: addDays(smallProblem.from, 14), people };

test('a page is printed for each week and site, and for every twenty people, and names stand as they are written', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent(rosterPage(problem, [given('p0', '2026-11-23', early, 180)]));
    expect(await page.locator('section').count()).toBe(2 * (2 + 1));
    expect(await page.locator('tbody th').first().textContent()).toBe('<b>O\'Neil & "Söhne"</b>');
    expect(await page.locator('tbody td').first().innerText()).toBe('early\n06:00–14:00');
    expect(await page.locator('h1 small').allTextContents()).toContain('2026-11-30 – 2026-12-06 · 2/2');
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(6);
  } finally {
    await browser.close();
  }
});
