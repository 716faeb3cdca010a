import { NUMBER_FORMATS } from './sheet-cells.ts';

/** The styles of a workbook's cells by number; new ones are made as they are asked for. */
export type SheetStyles = {
  readonly header: number;
  readonly of: (format: string | undefined, shade: string | undefined) => number;
  /** All of them as the part of the workbook that lists them. */
  readonly xml: () => string;
};

/** Numbers of formats below this are the spreadsheet's own. */
const FIRST_FORMAT = 164;
/** The first two fills are the spreadsheet's own, the third is the header's. */
const FIRST_FILL = 3;

export function sheetStyles(): SheetStyles {
  const shades: string[] = [];
  const known = new Map<string, number>();
  const styles: string[] = ['<xf/>', '<xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>'];
  return {
    header: 1,
    of(format, shade) {
      if (format === undefined && shade === undefined) return 0;
      const key = `${format ?? ''}|${shade ?? ''}`;
      const style = known.get(key) ?? styles.push(styleOf(format, fillOf(shade, shades))) - 1;
      known.set(key, style);
      return style;
    },
    xml: () =>
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      `<numFmts count="${NUMBER_FORMATS.length}">${NUMBER_FORMATS.map((code, at) => `<numFmt numFmtId="${FIRST_FORMAT + at}" formatCode="${code}"/>`).join('')}</numFmts>` +
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      `<fills count="${FIRST_FILL + shades.length}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${['#EEEEEE', ...shades].map(fillXml).join('')}</fills>` +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
      `<cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`,
  };
}

function fillOf(shade: string | undefined, shades: string[]): number {
  if (shade === undefined) return 0;
  const at = shades.indexOf(shade);
  return FIRST_FILL + (at >= 0 ? at : shades.push(shade) - 1);
}

function styleOf(format: string | undefined, fill: number): string {
  const number =
    format === undefined
      ? ''
      : ` numFmtId="${FIRST_FORMAT + NUMBER_FORMATS.findIndex((one) => one === format)}" applyNumberFormat="1"`;
  return `<xf${number}${fill === 0 ? '' : ` fillId="${fill}" applyFill="1"`}/>`;
}

const fillXml = (shade: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${shade.slice(1)}"/><bgColor indexed="64"/></patternFill></fill>`;
