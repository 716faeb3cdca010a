import type { Page } from 'playwright-core';

/** What is wrong with how the walls of a page are drawn: scrollbars, texts wider than their place, letters below a height. Empty when nothing is. */
export async function pageFaults(page: Page, leastLetterPx: number): Promise<readonly string[]> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page.evaluate((leastPx) => {
    const faults: string[] = [];
    for (const element of document.querySelectorAll('main, main *:not(svg, svg *, .heard, .heard *)')) {
      const frame = element.closest('.exhibit') ?? document.documentElement;
      const where = frame.getAttribute('data-exhibit') ?? 'wall';
      const said = `${where}: ${element.tagName} "${element.textContent.trim().slice(0, 40)}"`;
      const [box, bounds] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth)
        faults.push(`${said} is ${element.scrollWidth} px wide in ${element.clientWidth}`);
      // A wall in a hand scrolls downwards.
      const isBelow = box.bottom > bounds.bottom + 0.5 && element.closest('.hand') === null;
      const tile = element.closest('.tile')?.getBoundingClientRect();
      if (tile !== undefined && box.bottom > tile.bottom + 0.5)
        faults.push(`${said} is cut at the bottom of its tile`);
      if (box.right > bounds.right + 0.5 || isBelow) faults.push(`${said} leaves the screen`);
      if (frame.scrollHeight > frame.clientHeight && element.tagName === 'MAIN')
        faults.push(`${where} scrolls`);
      const hasText = Array.from(element.childNodes).some(
        (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '',
      );
      // A capital of Inter is 0.727 em high.
      const letterPx = Number.parseFloat(getComputedStyle(element).fontSize) * 0.727;
      if (hasText && letterPx < leastPx) faults.push(`${said} has letters of ${letterPx.toFixed(1)} px`);
    }
    return faults;
  }, leastLetterPx);
}
