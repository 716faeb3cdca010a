import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The parts of a workbook as XML, as other programs write them. */
export type RawSheet = {
  readonly name?: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** What is within the element of the sheet. */
  readonly xml: string;
};

export type RawWorkbook = {
  readonly sheets: readonly RawSheet[];
  readonly styles?: string;
  readonly sharedStrings?: string;
  readonly properties?: string;
  /** Before the name of every element of a sheet. */
  readonly prefix?: string;
};

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook of the parts that are given, zipped. */
export function rawWorkbook({
  sheets,
  styles,
  sharedStrings,
  properties = '',
  prefix = '',
}: RawWorkbook): Promise<Buffer> {
  const parts: [string, string][] = [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="r">${properties}<sheets>${sheets.map(listed).join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${sheets.map(related).join('')}</Relationships>`],
    ...sheets.map(({ xml }, at): [string, string] => [
      `xl/worksheets/sheet${at + 1}.xml`,
      `<?xml version="1.0"?><${prefix}worksheet xmlns="${MAIN}">${xml}</${prefix}worksheet>`,
    ]),
  ];
  if (styles !== undefined)
    parts.push(['xl/styles.xml', `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`]);
  if (sharedStrings !== undefined)
    parts.push(['xl/sharedStrings.xml', `<sst xmlns="${MAIN}">${sharedStrings}</sst>`]);
  return zipped(parts);
}

/** An archive with these parts. */
export function zipped(parts: readonly (readonly [name: string, text: string])[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of parts) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}

const listed = ({ name, state }: RawSheet, at: number): string =>
  `<sheet name="${name ?? `Sheet${at + 1}`}" sheetId="${at + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${at + 1}"/>`;

const related = (_: RawSheet, at: number): string =>
  `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`;
