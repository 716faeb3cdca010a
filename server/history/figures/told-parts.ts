import { PROFILES, type Profile } from '#domain/measures/profiles.ts';
import { nameHint } from '#domain/text/nearest-name.ts';
import { readInstant } from '#domain/text/read-instant.ts';
import type { EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { QuestionMistake } from './question.ts';

/** The instant that is told. Throws a QuestionMistake, by the name of what was told, for a text that is none. */
export function instantTold(name: string, told: string | undefined, zone: TimeZone): EpochMs | undefined {
  if (told === undefined) return undefined;
  const at = readInstant(told, zone);
  if (at !== undefined) return at;
  throw new QuestionMistake(`${name}: expected a time such as 2026-03-04T09:00:00+08:00, got ${told}`);
}

/** The profile of this name. Throws a QuestionMistake where there is none. */
export function profileTold(name: string): Profile {
  const found = PROFILES.find(({ id }) => id === name);
  if (found !== undefined) return found;
  const known = PROFILES.map(({ id }) => id);
  throw new QuestionMistake(`there is no profile ${name}; ${nameHint(name, known)}`);
}
