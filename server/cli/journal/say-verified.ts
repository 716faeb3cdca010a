import type { EpochMs } from '#domain/time.ts';
import { sayCommits, sayLostTail } from '../../journal/lost-tail.ts';
import { isSound, type Damage, type Verified } from '../../journal/verify-journal.ts';

/** Stretches that are told one by one: more have one cause. */
const DAMAGES_TOLD = 50;

/** What was found, a line each: what is there first, then what is not. */
export function sayVerified(verified: Verified): readonly string[] {
  const { first, last, entries, read, lost, incomplete, damages, structure } = verified;
  return [
    `${entries} entries, positions ${first} to ${last}; ${read} lines were compared with their checksums`,
    ...(lost === undefined ? [] : [`lost at the end: ${sayLostTail(lost)}`]),
    ...damages.slice(0, DAMAGES_TOLD).map(sayDamage),
    ...(damages.length > DAMAGES_TOLD ? [`… and ${damages.length - DAMAGES_TOLD} more such places`] : []),
    ...incomplete.map(
      ({ commit, found }) =>
        `missing: of positions ${commit.from} to ${commit.to}${sayCommits([commit])} only ${found} are there`,
    ),
    ...structure.map((sentence) => `SQLite: ${sentence}`),
    ...(isSound(verified) ? ['all that was acknowledged is there'] : []),
  ];
}

function sayDamage({ from, to, why, afterTime, beforeTime }: Damage): string {
  const where = from === to ? `position ${from}` : `positions ${from} to ${to}`;
  const times = [
    ...(afterTime === undefined ? [] : [`after ${iso(afterTime)}`]),
    ...(beforeTime === undefined ? [] : [`before ${iso(beforeTime)}`]),
  ];
  const when = times.length === 0 ? '' : `, received ${times.join(' and ')}`;
  return `cannot be read: ${where}${when} (${why})`;
}

const iso = (at: EpochMs): string => new Date(at).toISOString();
