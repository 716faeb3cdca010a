import type { LocalDay } from '#domain/local-day.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readNumber, type NumberText } from '../../files/values/number-text.ts';
import { plainText } from '../../files/values/plain-text.ts';
import { readDay } from '../../files/values/read-day.ts';

/** The day that a field names. Throws a FileFailure that begins with `where`. */
export function dayOf(text: string, where: string): LocalDay {
  try {
    return readDay(text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new FileFailure(`${where}: ${cause.message}`, { cause });
  }
}

/** The one of `kinds` that a field names, in English or as `others` has it. Throws a FileFailure that begins with `where`. */
export function kindOf<const Kind extends string>(
  text: string,
  { kinds, others }: { readonly kinds: readonly Kind[]; readonly others: ReadonlyMap<string, Kind> },
  where: string,
): Kind {
  const plain = plainText(text);
  const kind = kinds.find((one) => one === plain) ?? others.get(plain);
  if (kind === undefined)
    throw new FileFailure(`${where}: kind must be one of ${kinds.join(', ')}, got ${text || 'nothing'}`);
  return kind;
}

/** A number of at least 0, as people write it: 1.2, 1,2, 120 %; 1,234 is a thousand of what is counted, and 1.234 of what is not. Throws a FileFailure that begins with `where`. */
export function amountOf(
  text: string,
  { where, isCount }: { readonly where: string; readonly isCount: boolean },
): number {
  const [, digits = '', percent] = /^(.*?)\s*(%?)$/.exec(plainText(text)) ?? [];
  const number = readNumber(digits);
  const value = number === undefined ? Number.NaN : valueOf(number, isCount);
  if (!(value >= 0 && value < Infinity))
    throw new FileFailure(`${where} must be a number of at least 0, got ${text || 'nothing'}`);
  return percent === '%' ? value / 100 : value;
}

function valueOf(number: NumberText, isCount: boolean): number {
  if (number.kind === 'number') return number.value;
  return isCount && number.sign === 'comma' ? number.whole : number.decimal;
}
