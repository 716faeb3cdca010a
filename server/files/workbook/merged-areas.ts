import type { MergedArea } from '../grid/grid.ts';
import { QUIET } from './scan-part.ts';
import { attributeOf, XmlScanner } from './xml-scanner.ts';
import type { ZipArchive } from './zip-archive.ts';

/** As many as a sheet that people keep can have; a merged cell for every row of a year by quarter-hours is 35,040. */
const MOST_AREAS = 200_000;
const END_OF_ROWS = /<\/?(?:\w+:)?sheetData\s*(?:\/>|>)/g;

/** The merged cells of a sheet. They are written below its rows, which are passed over here without being taken apart. */
export async function mergedAreas(archive: ZipArchive, part: string): Promise<readonly MergedArea[]> {
  const areas: MergedArea[] = [];
  const scanner = new XmlScanner({
    ...QUIET,
    open(name, attributes) {
      const area = name === 'mergeCell' ? areaOf(attributeOf(attributes, 'ref') ?? '') : undefined;
      if (area === undefined) return;
      areas.push(area);
      if (areas.length > MOST_AREAS) throw new RangeError(`it has more than ${MOST_AREAS} merged cells`);
    },
  });
  let isBelow = false;
  let before = '';
  for await (const piece of archive.textOf(part)) {
    if (isBelow) {
      scanner.write(piece);
      continue;
    }
    const text = before + piece;
    const end = endOfRows(text);
    isBelow = end !== undefined;
    if (end !== undefined) scanner.write(text.slice(end));
    before = text.slice(-TAG_CHARACTERS);
  }
  return areas;
}

/** A tag that is cut by the end of a piece is looked for again with the next. */
const TAG_CHARACTERS = 40;

/** Behind the end tag of the rows, or the only tag when there are none. */
function endOfRows(text: string): number | undefined {
  for (const found of text.matchAll(END_OF_ROWS))
    if (found[0].startsWith('</') || found[0].endsWith('/>')) return found.index + found[0].length;
  return undefined;
}

function areaOf(ref: string): MergedArea | undefined {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? [];
  if (left === undefined || right === undefined) return undefined;
  return { left: columnOf(left), right: columnOf(right), top: Number(top), bottom: Number(bottom) };
}

/** The place of a column, A is 0. */
export function columnOf(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  return column - 1;
}
