import type { AcdEvent, Envelope } from '#domain/acd-event.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import { contactId, type ContactId, type SourceId } from '#domain/ids.ts';
import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import type { KnownMap } from '../../links/standing.ts';
import type { FactTime } from './switch-fact.ts';

/** Events on their way out. */
export type Outbox = {
  /** What every event has; `parts` name the fact, so that whoever tells of it again gives it the same id. */
  envelope(time: FactTime, ...parts: readonly (string | number)[]): Envelope;
  push(event: AcdEvent): void;
  take(): AcdEvent[];
  /** Asterisk's callids are its own: two switches may both have a 1795326770.0. */
  contact(call: string): ContactId;
};

/** Nothing to be told yet; `known` has the number of what was told last, so that a later reader counts on. */
export function createOutbox(source: SourceId, known: KnownMap<number>): Outbox {
  let events: AcdEvent[] = [];
  let seq = known.get(LAST) ?? 0;
  return {
    envelope({ at, precisionMs, clock }, ...parts) {
      seq += 1;
      known.set(LAST, seq);
      const id = bounded(parts.join('/'));
      if (precisionMs === undefined && clock === undefined) return { id, source, at, seq };
      return {
        id,
        source,
        at,
        ...(precisionMs === undefined ? {} : { precisionMs }),
        ...(clock === undefined ? {} : { clock }),
        seq,
      };
    },
    push: (event) => void events.push(event),
    take() {
      const taken = events;
      events = [];
      return taken;
    },
    contact: (call) => contactId(bounded(`${source}/${call}`)),
  };
}

const LAST = 'last';

/** Ids have a limit; what is longer keeps its beginning and a fingerprint of all of it. */
function bounded(id: string): string {
  if (id.length <= EVENT_LIMITS.idChars) return id;
  return `${id.slice(0, EVENT_LIMITS.idChars - FINGERPRINT_CHARACTERS - 1)}~${hexOf(id, 0)}${hexOf(id, 1)}`;
}

const FINGERPRINT_CHARACTERS = 16;

/** Two fingerprints with different beginnings make 64 bits. */
const hexOf = (id: string, start: number): string => fingerprint(id, start).toString(16).padStart(8, '0');
