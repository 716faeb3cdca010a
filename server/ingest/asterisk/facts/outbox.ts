import type { AcdEvent, Envelope } from '#domain/acd-event.ts';
import { contactId, type ContactId, type SourceId } from '#domain/ids.ts';
import { ID_MAX } from '../../events/event-schema.ts';
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

/** Nothing told yet. */
export function createOutbox(source: SourceId): Outbox {
  let events: AcdEvent[] = [];
  let seq = 0;
  return {
    envelope({ at, precisionMs, clock }, ...parts) {
      seq += 1;
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

/** Ids have a limit; what is longer keeps its beginning and a fingerprint of all of it. */
function bounded(id: string): string {
  if (id.length <= ID_MAX) return id;
  return `${id.slice(0, ID_MAX - FINGERPRINT_CHARACTERS - 1)}~${fingerprint(id, 0)}${fingerprint(id, 1)}`;
}

const FINGERPRINT_CHARACTERS = 16;

/** FNV-1a, 32 bits; two of them with different beginnings make 64. */
function fingerprint(text: string, start: number): string {
  let hash = 0x81_1c_9d_c5 ^ start;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01_00_01_93);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
