import type { SourceState } from '#domain/board/board.ts';
import type { Centre } from '#domain/centre.ts';
import type { SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { Floor } from '../floor/floor.ts';
import { sourceStates, type SourceStanding } from '../floor/source-states.ts';
import type { SourceHealth } from './links/source-health.ts';

/** One source, for `GET /v1/sources`. What is not known is absent. */
export type SourceReport = Omit<SourceHealth, 'kind'> & {
  /** `sender`: it sends its events to us. */
  readonly kind: SourceHealth['kind'] | 'sender';
  /** `unheard`: nothing ever came from it. `gone`: it was replaced, and nothing rests on it any more. */
  readonly state: SourceState | 'unheard' | 'gone';
  /** Since anything was heard of it. */
  readonly ageMs?: DurationMs;
  /** How far its clock is ahead of ours; negative: behind. Absent: it is right. */
  readonly skewMs?: DurationMs;
  /** Lines refused since the start. */
  readonly refused: number;
};

export type SourcesSeen = {
  readonly floor: Floor;
  readonly centre: Centre;
  readonly zone: TimeZone;
  readonly health: readonly SourceHealth[];
  readonly refused: Readonly<Record<SourceId, number>>;
  readonly cut: ReadonlySet<SourceId>;
  readonly serverNow: EpochMs;
};

/** How every source is that is defined or was heard of, by id. */
export function reportSources(seen: SourcesSeen): readonly SourceReport[] {
  const { floor, centre, refused } = seen;
  const states = sourceStates(floor, seen);
  const known = new Map<SourceId, SourceHealth | undefined>();
  for (const id of states.keys()) known.set(id, undefined);
  for (const { id } of centre.sources) known.set(id, undefined);
  for (const one of seen.health) known.set(one.id, one);
  return [...known]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, health]) => {
      const standing = states.get(id);
      return {
        ...(health ?? senderOf(floor, id)),
        state: stateOf(standing),
        ...(standing?.ageMs !== undefined && { ageMs: standing.ageMs }),
        ...(standing?.skewMs !== undefined && { skewMs: standing.skewMs }),
        refused: refused[id] ?? 0,
      };
    });
}

function stateOf(standing: SourceStanding | undefined): SourceReport['state'] {
  if (standing?.ageMs === undefined) return 'unheard';
  return standing.isGone === true ? 'gone' : standing.state;
}

/** A source that sends to us is known by what it sent. */
function senderOf(floor: Floor, id: SourceId): Omit<SourceReport, 'state' | 'refused'> {
  const book = floor.sources.get(id);
  const lastGap = book?.gaps.at(-1);
  return {
    id,
    kind: 'sender',
    links: {},
    ...(book !== undefined && { lastEventAt: book.latestAt, lastHeardAt: book.heardAt }),
    gaps: book?.gaps.length ?? 0,
    ...(lastGap !== undefined && { lastGap }),
    warnings: [],
  };
}
