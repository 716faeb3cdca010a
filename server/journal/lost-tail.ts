import type { EpochMs } from '#domain/time.ts';
import type { Acknowledged } from './head-note.ts';

/** What a journal lacks at its end: everything after `after`. */
export type LostTail = {
  readonly after: number;
  readonly to: number;
  readonly commits: readonly Acknowledged[];
};

/** What was acknowledged and is not there, where the journal ends at `head`; undefined when all of it is. */
export function lostTail(noted: readonly Acknowledged[], head: number): LostTail | undefined {
  const latest = noted.at(-1);
  if (latest === undefined || latest.kept <= head) return undefined;
  const commits = noted.filter(({ to, kept, events }) => events > 0 && kept === to && to > head);
  return { after: head, to: latest.to, commits };
}

/** The loss in words: positions, how many events, of which sources, received when. */
export function sayLostTail({ after, to, commits }: LostTail): string {
  return `positions ${after + 1} to ${to}${sayCommits(commits)}`;
}

/** How many events commits held, of which sources, and when they were received. */
export function sayCommits(commits: readonly Acknowledged[]): string {
  const first = commits[0];
  const last = commits.at(-1);
  if (first === undefined || last === undefined) return '';
  const events = commits.reduce((sum, one) => sum + one.events, 0);
  const names = new Set(commits.flatMap(({ sources }) => sources));
  const more = commits.some(({ moreSources }) => moreSources > 0) ? ' and others' : '';
  const when =
    first.receivedAt === last.receivedAt
      ? `at ${iso(first.receivedAt)}`
      : `from ${iso(first.receivedAt)} to ${iso(last.receivedAt)}`;
  return ` (${events} events of ${[...names].join(', ')}${more}, received ${when})`;
}

const iso = (at: EpochMs): string => new Date(at).toISOString();
