import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { agentId, contactId, queueId, sourceId, type SourceId } from '#domain/ids.ts';
import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceTime } from '../advance-time.ts';
import type { Seen } from '../see-floor.ts';
import { takeEvents, type Terms } from '../take-events.ts';
import type { World } from '../world.ts';

const centre = usualCentre('Asia/Shanghai');
export const TERMS: Terms = { centre, zone: timeZone(centre.zone), definitions: 'test' };
/** 2026-03-04, 09:25 in Shanghai: half-hours and quarters begin within the story. */
export const STORY_START = epochMs(Date.UTC(2026, 2, 4, 1, 25));
export const atSecond = (seconds: number): EpochMs => later(STORY_START, seconds * SECOND_MS);

/** What a source tells at a second of the story, by a clock that is right. */
export type Telling = { readonly seconds: number; readonly event: AcdEvent };

export type Visitor = {
  /** Second of arrival, of the wait and of the talk. */
  readonly arrives: number;
  readonly waits: number;
  readonly talks: number;
};

/** A source with a queue and an agent of its own: contacts that wait, are answered and end, the agent's states, and heartbeats. */
export function storyOf(
  name: string,
  visitors: readonly Visitor[],
  beatSeconds: readonly number[],
): readonly Telling[] {
  const source = sourceId(name);
  const tell = (seconds: number, id: string, body: object): Telling => ({
    seconds,
    // The pieces are typed by their kind; the union is put together again here.
    event: { id: `${name}-${id}`, source, at: atSecond(seconds), ...body } as AcdEvent,
  });
  const agent = agentId(`agent-of-${name}`);
  const queue = queueId(`q-${name}`);
  const signIn = tell(20, 'in', { kind: 'agent-signed-in', agent, queues: [queue] });
  const contacts = visitors.flatMap(({ arrives, waits, talks }, index) => {
    const contact = contactId(`${name}-${index}`);
    return [
      tell(arrives, `${index}-q`, { kind: 'contact-queued', contact, queue }),
      tell(arrives + waits, `${index}-a`, { kind: 'contact-answered', contact, agent }),
      tell(arrives + waits + talks, `${index}-e`, { kind: 'contact-ended', contact }),
    ];
  });
  const beats = beatSeconds.map((seconds) => tell(seconds, `beat-${seconds}`, { kind: 'source-heartbeat' }));
  return [...beats, signIn, ...contacts].sort((one, other) => one.seconds - other.seconds);
}

/** The story as a source tells it whose clock is ahead of ours by so much at each second. */
export function withClock(
  story: readonly Telling[],
  aheadMs: (seconds: number) => DurationMs,
): readonly Telling[] {
  return story.map(({ seconds, event }) => ({
    seconds,
    event: { ...event, at: later(event.at, Math.round(aheadMs(seconds))) },
  }));
}

/** What is told at a second, heard at once. */
export function hear(world: World, stories: readonly (readonly Telling[])[], seconds: number): void {
  const events = stories.flatMap((story) =>
    story.filter((telling) => telling.seconds === seconds).map(({ event }) => event),
  );
  if (events.length > 0)
    takeEvents(world, TERMS, { events, position: world.position + 1, receivedAt: atSecond(seconds) });
}

/** What is seen at a second. */
export function seenAt(world: World, seconds: number): Seen {
  const moment = { serverNow: atSecond(seconds), cut: new Set<SourceId>(), refused: {} };
  return advanceTime(world, TERMS, moment).seen;
}
