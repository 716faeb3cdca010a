import type { Markup } from './markup-grids.ts';

/** Characters in which markup shows what it is: styles may stand above the first table. */
const BEGINNING = 65_536;

const SHEETS = 'urn:schemas-microsoft-com:office:spreadsheet';
/** What pages begin with that programs call a workbook. */
const PAGE = /^<(?:!doctype html|html|head|meta|title|style|body|table|center|div|font|thead|tr|!--)\b/i;

/** Whether a file that begins so is markup, whatever it is called; undefined where it is not. */
export function findMarkup(start: Buffer): Markup | undefined {
  // Two bytes a character or one: without zeros its tags read the same.
  const plain = start
    .subarray(0, 2 * BEGINNING)
    .toString('latin1')
    .replaceAll('\u0000', '')
    .slice(0, BEGINNING)
    .replace(/^(?:ï»¿|ÿþ|þÿ)?\s*/, '');
  if (!plain.startsWith('<')) return undefined;
  const beginning = start.includes(0) ? plain : start.subarray(0, BEGINNING).toString('latin1');
  if (plain.startsWith('<?xml') && plain.includes(SHEETS)) return { kind: 'sheets', beginning };
  const content = plain.replace(/^(?:<\?xml[^>]*>|<!--.*?-->|\s)+/s, '');
  return PAGE.test(content) || PAGE.test(plain) ? { kind: 'page', beginning } : undefined;
}
