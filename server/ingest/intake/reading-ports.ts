import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId, type ContactId, type SourceId } from '#domain/ids.ts';
import type { FLOOR_LIMITS } from '#domain/limits/limits.ts';
import { mayTell, type Grant } from '../../access/access.ts';
import type { Overflow } from '../../floor/floor-room.ts';
import { shorten, type Refusal } from '../events/explain-refusal.ts';
import { latestAt, type IntakePorts } from './offer-batch.ts';
import type { OpenBodies } from './open-bodies.ts';
import type { ReadingRules } from './parse-batch.ts';
import type { ReadingTurns } from './reading-turns.ts';

/** What bodies of senders outside are read with. */
export type ReadingPorts = {
  readonly openBodies: OpenBodies;
  readonly turns: ReadingTurns;
  /** Which bound of the floor the event would break. */
  readonly overflow: (event: AcdEvent) => Overflow | undefined;
  /** Who told of the contact first, while it is in memory. */
  readonly beganBy: (contact: ContactId) => SourceId | undefined;
};

/** What the holder of a grant may say now. */
export function rulesFor(ports: IntakePorts & ReadingPorts, grant: Grant): ReadingRules {
  const [own] = grant.sources ?? [];
  return {
    latestAt: latestAt(ports.clock),
    ...(own !== undefined && { ownSource: sourceId(own) }),
    refuse(event) {
      if (!mayTell(grant, event.source)) return notYours(event, grant);
      // Whoever is bound to its sources cannot end what another switch has begun.
      if ('contact' in event && grant.sources !== undefined) {
        const owner = ports.beganBy(event.contact);
        if (owner !== undefined && !mayTell(grant, owner)) return notYourContact(event.contact);
      }
      return roomRefusal(ports, event);
    },
  };
}

/** Why the floor has no room for the event; undefined when it has. */
export function roomRefusal(
  { overflow }: Pick<ReadingPorts, 'overflow'>,
  event: AcdEvent,
): Refusal | undefined {
  const broken = overflow(event);
  return broken && tooMany(broken);
}

function notYours({ source }: AcdEvent, { name, sources }: Grant): Refusal {
  const own = [...(sources ?? [])].slice(0, SOURCES_SHOWN).join(', ');
  const expected = `a source that the token ${name} is for: ${own}`;
  return { reason: 'not-yours', field: 'source', value: shorten(source), expected };
}

const SOURCES_SHOWN = 5;

const notYourContact = (contact: ContactId): Refusal => ({
  reason: 'not-yours',
  field: 'contact',
  value: shorten(contact),
  expected: 'a contact that no source has begun for which the token is not',
});

function tooMany({ what, field, value, limit }: Overflow): Refusal {
  const expected = `no more than ${limit}${SHARED.has(what) ? ` (of one source half)` : ''}: ${WORDS[what]}`;
  return { reason: 'too-many', field, value: shorten(value), expected };
}

const SHARED: ReadonlySet<Overflow['what']> = new Set([
  'queues',
  'agents',
  'memberships',
  'marks',
  'contacts',
  'factBytes',
]);

const WORDS: Readonly<Record<keyof typeof FLOOR_LIMITS, string>> = {
  sources: 'sources',
  queues: 'queues',
  agents: 'agents',
  memberships: 'queues of agents, added over agents',
  marks: 'changes of agents’ days',
  agentMarks: 'changes of one agent’s day within two hours',
  contacts: 'contacts that are open',
  contactFacts: 'facts of one contact',
  instantFacts: 'facts of one contact at one instant',
  factBytes: 'bytes of facts of open contacts',
  restarts: 'restarts of one source',
  idleMs: 'milliseconds of silence',
  agentTimeMs: 'milliseconds of an agent’s time',
};
