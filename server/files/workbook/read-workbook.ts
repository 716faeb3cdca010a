import { FileFailure } from '../file-failure.ts';
import { readFormats, type CellFormats } from './read-formats.ts';
import { readSharedTexts } from './read-shared-texts.ts';
import { QUIET, scanPart } from './scan-part.ts';
import { attributeOf } from './xml-scanner.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What a workbook's sheets have in common, and where they are. */
export type Workbook = {
  readonly archive: ZipArchive;
  readonly sheets: readonly SheetPlace[];
  /** Days count from 1904 where a Macintosh began them, four years after everyone else. */
  readonly daysFrom1904: boolean;
  readonly formats: CellFormats;
  readonly sharedTexts: readonly string[];
};

export type SheetPlace = { readonly name: string; readonly part: string; readonly isHidden: boolean };

/** Opens a workbook as Excel, WPS and LibreOffice write it. Rejects with a FileFailure. */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const book = [...archive.parts].find((part) => /(^|\/)workbook\.xml$/i.test(part));
  if (book === undefined) throw new FileFailure(noWorkbook(archive));
  const targets = await readTargets(archive, book);
  const { sheets, daysFrom1904 } = await readSheetList(archive, book, targets);
  const [styles, texts] = ['styles.xml', 'sharedStrings.xml'].map((file) =>
    [...archive.parts].find((part) => part.toLowerCase() === `${folderOf(book)}${file}`.toLowerCase()),
  );
  return {
    archive,
    sheets,
    daysFrom1904,
    formats: styles === undefined ? [] : await readFormats(archive, styles),
    sharedTexts: texts === undefined ? [] : await readSharedTexts(archive, texts),
  };
}

function noWorkbook({ name, parts }: ZipArchive): string {
  if (parts.has('xl/workbook.bin')) return `${name} is a binary workbook (.xlsb): save it as .xlsx or CSV`;
  if (parts.has('content.xml')) return `${name} is an OpenDocument sheet: save it as .xlsx or CSV`;
  const [first = 'nothing'] = parts;
  return `${name} is a zip archive without a workbook in it (${first}): unpack it, and give the file that is in it`;
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1);

/** The parts that a workbook's relations lead to, by their ids. */
async function readTargets(archive: ZipArchive, book: string): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  const folder = folderOf(book);
  const relations = `${folder}_rels/${book.slice(folder.length)}.rels`;
  await scanPart(archive, relations, {
    ...QUIET,
    open(name, attributes) {
      const [id, target] = [attributeOf(attributes, 'Id'), attributeOf(attributes, 'Target')];
      if (name === 'Relationship' && id !== undefined && target !== undefined)
        targets.set(id, target.startsWith('/') ? target.slice(1) : `${folder}${target}`);
    },
  });
  return targets;
}

async function readSheetList(
  archive: ZipArchive,
  book: string,
  targets: ReadonlyMap<string, string>,
): Promise<Pick<Workbook, 'sheets' | 'daysFrom1904'>> {
  const sheets: SheetPlace[] = [];
  let daysFrom1904 = false;
  await scanPart(archive, book, {
    ...QUIET,
    open(tag, attributes) {
      if (tag === 'workbookPr')
        daysFrom1904 = /^(1|true|on)$/.test(attributeOf(attributes, 'date1904') ?? '');
      if (tag !== 'sheet') return;
      const id = /\s(?:\w+:)?id="([^"]*)"/.exec(attributes)?.[1] ?? '';
      const part = targets.get(id);
      const isHidden = /hidden/i.test(attributeOf(attributes, 'state') ?? '');
      // What is no sheet of cells, a chart or a macro, has no rows.
      if (part !== undefined && archive.parts.has(part) && part.includes('worksheets/'))
        sheets.push({ name: attributeOf(attributes, 'name') ?? part, part, isHidden });
    },
  });
  return { sheets, daysFrom1904 };
}
