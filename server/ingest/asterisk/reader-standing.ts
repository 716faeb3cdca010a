import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import type { OpenCall } from './call-book.ts';
import type { SavedExits } from './facts/exit-desk.ts';
import type { SavedMerger } from './facts/fact-merger.ts';
import type { MemberBook } from './agents/member-book.ts';

/** All that a reader has open. */
export type ReaderStanding = {
  readonly source: SourceId;
  readonly names: readonly (readonly [string, string])[];
  readonly calls: readonly (readonly [string, OpenCall])[];
  readonly members: readonly MemberBook[];
  readonly merger: SavedMerger;
  readonly exits: SavedExits;
  /** When the switch itself started, where AMI has told of it. */
  readonly startedAt?: EpochMs;
  /** Our clock at the last word of AMI. */
  readonly amiHeardAt?: EpochMs;
};

/** Raised when what is kept changes its meaning; an older standing is then refused. */
const VERSION = 1;

/** The standing as JSON. */
export function writeStanding(standing: ReaderStanding): string {
  return JSON.stringify({ version: VERSION, ...standing });
}

/** Reads what `writeStanding` wrote. Throws when it is of another source or version, or no standing at all. */
export function readStanding(text: string, source: SourceId): ReaderStanding {
  const standing: unknown = JSON.parse(text);
  const version: unknown = Reflect.get(Object(standing), 'version');
  const whose: unknown = Reflect.get(Object(standing), 'source');
  if (version !== VERSION || whose !== source)
    throw new Error(
      `expected a standing of ${source}, version ${VERSION}; got ${String(whose)}, ${String(version)}`,
    );
  // Our own words: whoever changes them by hand keeps the shape.
  return standing as ReaderStanding;
}
