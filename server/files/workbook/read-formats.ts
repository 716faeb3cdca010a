import type { Moment } from '../grid/cell.ts';
import { shownBy } from './number-formats.ts';
import { scanPart, QUIET } from './scan-part.ts';
import { attributeOf } from './xml-scanner.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What numbers show, by the number of a cell's style; undefined where they stay numbers. */
export type CellFormats = readonly (Moment['shows'] | undefined)[];

/** Reads the styles of a workbook for what is a date or a time. */
export async function readFormats(archive: ZipArchive, part: string): Promise<CellFormats> {
  const codes = new Map<number, string>();
  const used: number[] = [];
  let isInCells = false;
  await scanPart(archive, part, {
    ...QUIET,
    open(name, attributes) {
      const id = Number(attributeOf(attributes, 'numFmtId') ?? 0);
      if (name === 'numFmt') codes.set(id, attributeOf(attributes, 'formatCode') ?? '');
      if (name === 'cellXfs') isInCells = true;
      if (name === 'xf' && isInCells) used.push(id);
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return used.map((id) => shownBy(id, codes.get(id)));
}
