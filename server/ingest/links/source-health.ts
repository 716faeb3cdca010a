import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Clock } from '../../clock/clock.ts';
import type { LinkEnd, LinkState } from './keep-linked.ts';

/** What a configured source is. */
export type SourceKind = 'asterisk' | 'freeswitch' | 'hook';

/** How a configured source is, for whoever looks after it. What is not known is absent. */
export type SourceHealth = {
  readonly id: SourceId;
  readonly kind: SourceKind;
  /** Its connections by name (`ami`, `queue-log`, `esl`). A hook has none: it is called. */
  readonly links: Readonly<Record<string, LinkState>>;
  /** The other side of one of them does not let us in; it is asked again. */
  readonly isLoginRefused?: true;
  /** Since when its oldest live connection is live. */
  readonly connectedSince?: EpochMs;
  /** The time of its latest event that is in the journal, on its own clock. */
  readonly lastEventAt?: EpochMs;
  /** When anything of it was committed last, heartbeats too, on ours. */
  readonly lastHeardAt?: EpochMs;
  /** How long before its commit the last event happened; large while the past is read. */
  readonly lagMs?: DurationMs;
  /** Events that were new, and those that were there already, since the start. */
  readonly accepted?: number;
  readonly duplicates?: number;
  readonly gaps: number;
  /** The last time that is known to be missing. */
  readonly lastGap?: { readonly from: EpochMs; readonly to: EpochMs };
  /** What is wrong and can be mended, in sentences for people, without secrets; why a connection is away first. */
  readonly warnings: readonly string[];
};

/** The place of one source in the book. */
export type SourceEntry = {
  /** One of its connections is now so. */
  link(name: string, state: LinkState): void;
  /** Events of it were committed. */
  committed(
    events: readonly AcdEvent[],
    of: { readonly accepted: number; readonly duplicates: number },
  ): void;
  /** Something is wrong: `key` names it, so that `mended` takes it back and a repetition replaces it. */
  warn(key: string, sentence: string): void;
  mended(key: string): void;
};

/** What is known of the health of the configured sources. */
export type SourceHealthBook = {
  /** A source of the definitions. Asked again for the same id it starts anew. */
  add(id: SourceId, kind: SourceKind): SourceEntry;
  list(): readonly SourceHealth[];
};

/** Warnings kept of one source; there are fewer kinds of them. */
const WARNINGS_KEPT = 20;

/** No source yet. */
export function createSourceHealth(clock: Clock): SourceHealthBook {
  const sources = new Map<SourceId, Draft>();
  return {
    add(id, kind) {
      const draft = newDraft(id, kind);
      sources.set(id, draft);
      return entryOf(draft, clock);
    },
    list: () => [...sources.values()].map(healthOf),
  };
}

type Draft = {
  readonly id: SourceId;
  readonly kind: SourceKind;
  readonly links: Map<string, LinkState>;
  /** Why a connection was away when it was tried last; none of one that is live. */
  readonly troubles: Map<string, LinkEnd>;
  readonly warnings: Map<string, string>;
  lastEventAt: EpochMs | undefined;
  lastHeardAt: EpochMs | undefined;
  lagMs: DurationMs | undefined;
  accepted: number;
  duplicates: number;
  gaps: number;
  lastGap: SourceHealth['lastGap'];
};

const newDraft = (id: SourceId, kind: SourceKind): Draft => ({
  id,
  kind,
  links: new Map(),
  troubles: new Map(),
  warnings: new Map(),
  lastEventAt: undefined,
  lastHeardAt: undefined,
  lagMs: undefined,
  accepted: 0,
  duplicates: 0,
  gaps: 0,
  lastGap: undefined,
});

function entryOf(draft: Draft, clock: Clock): SourceEntry {
  return {
    link(name, state) {
      draft.links.set(name, state);
      if (state.state === 'waiting') draft.troubles.set(name, { ...state, kind: state.why });
      if (state.state === 'live' || state.state === 'stopped') draft.troubles.delete(name);
    },
    committed(events, { accepted, duplicates }) {
      draft.accepted += accepted;
      draft.duplicates += duplicates;
      draft.lastHeardAt = clock();
      for (const event of events) hear(draft, event, clock());
    },
    warn(key, sentence) {
      if (draft.warnings.size < WARNINGS_KEPT || draft.warnings.has(key)) draft.warnings.set(key, sentence);
    },
    mended: (key) => void draft.warnings.delete(key),
  };
}

const isRefused = ({ troubles }: Draft): boolean =>
  [...troubles.values()].some(({ kind }) => kind === 'refused');

/** Why a connection is away, and what to do about it. */
export const troubleWords = ({ reason, mend }: Pick<LinkEnd, 'reason' | 'mend'>): string =>
  mend === undefined ? reason : `${reason}; ${mend}`;

function hear(draft: Draft, event: AcdEvent, now: EpochMs): void {
  if (event.kind === 'source-heartbeat') return;
  if (event.kind === 'source-gap') {
    draft.gaps += 1;
    draft.lastGap = { from: event.from, to: event.at };
    return;
  }
  if (draft.lastEventAt === undefined || event.at > draft.lastEventAt) draft.lastEventAt = event.at;
  if (event.clock !== 'receipt') draft.lagMs = Math.max(0, now - event.at);
}

function healthOf(draft: Draft): SourceHealth {
  const { id, kind, lastEventAt, lastHeardAt, lagMs, accepted, duplicates, gaps, lastGap } = draft;
  const live = [...draft.links.values()].filter(({ state }) => state === 'live').map(({ since }) => since);
  const [connectedSince] = live.sort((one, other) => one - other);
  return {
    id,
    kind,
    links: Object.fromEntries(draft.links),
    ...(isRefused(draft) && { isLoginRefused: true }),
    ...(connectedSince !== undefined && { connectedSince }),
    ...(lastEventAt !== undefined && { lastEventAt }),
    ...(lastHeardAt !== undefined && { lastHeardAt }),
    ...(lagMs !== undefined && { lagMs }),
    accepted,
    duplicates,
    gaps,
    ...(lastGap !== undefined && { lastGap }),
    warnings: [
      ...[...draft.troubles].map(([name, trouble]) => `${name}: ${troubleWords(trouble)}`),
      ...draft.warnings.values(),
    ],
  };
}
