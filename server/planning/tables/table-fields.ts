import type { LocalDay } from '#domain/local-day.ts';
import { FileFailure } from '../../files/file-failure.ts';
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

/** The one of `kinds` that a field names. Throws a FileFailure that begins with `where`. */
export function kindOf<const Kind extends string>(text: string, kinds: readonly Kind[], where: string): Kind {
  const kind = kinds.find((one) => one === text);
  if (kind === undefined)
    throw new FileFailure(`${where}: kind must be one of ${kinds.join(', ')}, got ${text || 'nothing'}`);
  return kind;
}
