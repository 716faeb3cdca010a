import type { XmlListener } from './xml-scanner.ts';

/** Gathers what is written in a cell, of all its differently coloured parts, without what is written above it to tell how it sounds. */
export type CellTextReader = XmlListener & { take(): string };

export function cellTextReader(): CellTextReader {
  let [text, isInText, isAbove] = ['', false, false];
  return {
    open(name) {
      if (name === 't') isInText = true;
      if (name === 'rPh') isAbove = true;
    },
    close(name) {
      if (name === 't') isInText = false;
      if (name === 'rPh') isAbove = false;
    },
    text(piece) {
      if (isInText && !isAbove) text += piece;
    },
    take() {
      const taken = withoutEscapes(text);
      text = '';
      return taken;
    },
  };
}

/** Characters that XML cannot have are written as `_x000D_`. */
const withoutEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-F]{4})_/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
