import type { ContactEvent } from '#domain/acd-event.ts';
import type { AgentTime } from '#domain/agent.ts';
import { STREAMS, streamOf, type ContactRecord, type Stream } from '#domain/contact.ts';
import type { Counts } from '#domain/measures/counts.ts';
import type { AgentId, QueueId, SourceId } from '#domain/ids.ts';
import { cellStart } from '#domain/interval.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { closeCells, dropBefore, emptyBook, type AgentBook } from '../floor/agent-book.ts';
import { readOnFloor } from '../floor/advance-floor.ts';
import { stayListener } from '../floor/agent-engagements.ts';
import type { ContactBook, FloorTime, Scope, SourceBook } from '../floor/floor.ts';
import type { Mark } from '../floor/standing.ts';
import { queueTally, type QueueTally } from '../metrics/tally.ts';
import type { Departing, StoredCell, StoredContact } from './world-store.ts';
import { bringBack } from '../pipeline/take-events.ts';
import { emptyWorld, type Owed, type World } from '../pipeline/world.ts';

/** The world as plain JSON. What can be read again from facts and marks is left out. */
type Snapshot = {
  readonly time: FloorTime;
  readonly gridMs: DurationMs;
  readonly position: number;
  readonly sweptAt: EpochMs;
  readonly owed?: Owed;
  readonly sources: readonly (readonly [SourceId, SourceBook])[];
  readonly contacts: readonly { readonly readAt: EpochMs; readonly facts: readonly ContactEvent[] }[];
  readonly agents: readonly {
    readonly agent: AgentId;
    readonly sources: readonly SourceId[];
    readonly marks: readonly Mark[];
    readonly since?: NonNullable<AgentBook['since']>;
  }[];
  /** Sums of agents' time before their marks begin; what is later is added up from the marks again. */
  readonly marksSince?: EpochMs;
  readonly agentTime: readonly (readonly [Scope, readonly (readonly [EpochMs, AgentTime])[]])[];
  /** Every queue that was named, by whom first and when last. Absent in those of earlier releases. */
  readonly named?: readonly (readonly [QueueId, { readonly source: SourceId; readonly toldAt: EpochMs }])[];
  readonly queues: readonly {
    readonly queue: QueueId;
    readonly sources: readonly (readonly [SourceId, EpochMs])[];
    readonly streams: readonly {
      readonly stream: Stream;
      readonly cells: readonly (readonly [EpochMs, Counts])[];
      readonly abandonMinutes: readonly (readonly [number, number])[];
    }[];
  }[];
};

/** The world as text, from which `restoreWorld` makes its equal. */
export const snapshotWorld = (world: World): string => [...snapshotParts(world)].join('');

/** So many contacts, each with its facts, are some 5 ms of a snapshot. */
const CONTACTS_A_PART = 1_000;
/** An agent has hundreds of marks. */
const AGENTS_A_PART = 50;
/** A queue has the cells of two days. */
const QUEUES_A_PART = 20;

/** The same text in parts, so that others have their turn between two of them. Nothing may change until the last one. */
export function* snapshotParts({ floor, tally, position, sweptAt, owed }: World): Generator<string, void> {
  const { time, gridMs, sources, marksSince, agentTime, queues } = floor;
  yield* listParts('{"contacts":[', floor.contacts.values(), CONTACTS_A_PART, contactPart);
  yield* listParts('],"agents":[', floor.agents, AGENTS_A_PART, agentPart);
  yield* listParts('],"agentTime":[', agentTime, AGENTS_A_PART, ([scope, cells]) => [
    scope,
    timeBefore(cells, marksSince),
  ]);
  yield* listParts('],"queues":[', tally.queues, QUEUES_A_PART, queuePart);
  const rest: Omit<Snapshot, 'contacts' | 'agents' | 'agentTime' | 'queues'> = {
    time,
    gridMs,
    position,
    sweptAt,
    ...(owed === undefined ? {} : { owed }),
    sources: [...sources],
    ...(marksSince === undefined ? {} : { marksSince }),
    named: [...queues],
  };
  yield `],${JSON.stringify(rest).slice(1)}`;
}

function* listParts<One>(
  begin: string,
  all: Iterable<One>,
  size: number,
  write: (one: One) => unknown,
): Generator<string, void> {
  yield begin;
  let part: unknown[] = [];
  let isFirst = true;
  function take(): string {
    const text = `${isFirst ? '' : ','}${JSON.stringify(part).slice(1, -1)}`;
    isFirst = false;
    part = [];
    return text;
  }
  for (const one of all) if (part.push(write(one)) === size) yield take();
  if (part.length > 0) yield take();
}

const contactPart = ({ facts, readAt }: ContactBook): Snapshot['contacts'][number] => ({ readAt, facts });

const agentPart = ([agent, { sources, marks, since }]: readonly [
  AgentId,
  AgentBook,
]): Snapshot['agents'][number] => ({
  agent,
  sources: [...sources],
  marks,
  ...(since === undefined ? {} : { since }),
});

const queuePart = ([queue, { streams, sources }]: readonly [
  QueueId,
  QueueTally,
]): Snapshot['queues'][number] => ({
  queue,
  sources: [...sources],
  streams: STREAMS.map((stream) => {
    const { cells, abandonMinutes } = streams[stream];
    return { stream, cells: [...cells], abandonMinutes: [...abandonMinutes] };
  }),
});

/** The world that `snapshotWorld` wrote down. */
export function restoreWorld(text: string): World {
  // Our own text, stored whole or not at all, and thrown away with every change of its shape.
  const snapshot = JSON.parse(text) as Snapshot;
  const world = emptyWorld(snapshot.gridMs, snapshot.time);
  const { floor, tally } = world;
  world.position = snapshot.position;
  world.sweptAt = snapshot.sweptAt;
  if (snapshot.owed !== undefined) world.owed = snapshot.owed;
  if (snapshot.marksSince !== undefined) floor.marksSince = snapshot.marksSince;
  for (const [source, book] of snapshot.sources) floor.sources.set(source, book);
  for (const { agent, sources, ...days } of snapshot.agents) {
    floor.agents.set(agent, { ...emptyBook(), ...days, marks: [...days.marks], sources: new Set(sources) });
  }
  for (const [scope, cells] of snapshot.agentTime) floor.agentTime.set(scope, new Map(cells));
  for (const [queue, told] of snapshot.named ?? []) floor.queues.set(queue, told);
  for (const { queue, sources, streams } of snapshot.queues) {
    const sums = queueTally(tally, queue);
    const [[first, toldAt] = []] = sources;
    if (first !== undefined && toldAt !== undefined && !floor.queues.has(queue))
      floor.queues.set(queue, { source: first, toldAt });
    for (const [source, at] of sources) sums.sources.set(source, at);
    for (const { stream, cells, abandonMinutes } of streams) {
      for (const [start, counts] of cells) sums.streams[stream].cells.set(start, counts);
      for (const [minute, abandons] of abandonMinutes)
        sums.streams[stream].abandonMinutes.set(minute, abandons);
    }
  }
  for (const { readAt, facts } of snapshot.contacts) restoreContact(world, [...facts], readAt);
  return world;
}

const timeBefore = (
  cells: ReadonlyMap<EpochMs, AgentTime>,
  begin: EpochMs | undefined,
): [EpochMs, AgentTime][] => [...cells].filter(([start]) => begin !== undefined && start < begin);

/** What is over and may leave memory: contacts some minutes after their end, cells before yesterday. */
export function findDeparting(world: World, now: EpochMs): Departing {
  const contacts: StoredContact[] = [];
  for (const [contact, { record, facts }] of world.floor.contacts) {
    if (record.over && now - record.lastAt >= lingerMs(record))
      contacts.push({ contact, lastAt: record.lastAt, facts });
  }
  const horizon = later(now, -CELLS_KEPT_MS);
  const cells: StoredCell[] = [];
  for (const [queue, { streams }] of world.tally.queues)
    for (const stream of STREAMS)
      for (const [start, counts] of streams[stream].cells)
        if (start < horizon) cells.push({ queue, stream, start, counts });
  return { contacts, cells };
}

/** Before this instant agents' marks are dropped when it is `now`. */
export function marksBorder({ floor }: World, now: EpochMs): EpochMs {
  return epochMs(Math.max(floor.marksSince ?? 0, cellStart(later(now, -MARKS_KEPT_MS), floor.gridMs)));
}

/** Drops agents' marks of more than some hours ago. Their time stays, as sums; those of days ago nothing looks at any more. */
export function dropOldMarks(world: World, now: EpochMs): void {
  const { floor } = world;
  const border = marksBorder(world, now);
  floor.marksSince = border;
  const listener = stayListener(floor);
  for (const book of floor.agents.values()) {
    closeCells(book, now, { gridMs: floor.gridMs, listener });
    dropBefore(book, border);
  }
  const horizon = later(now, -CELLS_KEPT_MS);
  for (const cells of floor.agentTime.values()) {
    for (const start of cells.keys()) if (start < horizon) cells.delete(start);
  }
}

/** Drops from memory what is about to be stored. */
export function forget({ floor, tally }: World, { contacts, cells }: Departing): void {
  for (const { contact } of contacts) floor.contacts.delete(contact);
  for (const { queue, stream, start } of cells) tally.queues.get(queue)?.streams[stream].cells.delete(start);
}

/** Takes back what could not be stored. Nothing was counted in between. */
export function remember(world: World, { contacts, cells }: Departing): void {
  bringBack(world.floor, contacts);
  for (const { queue, stream, start, counts } of cells)
    queueTally(world.tally, queue).streams[stream].cells.set(start, { ...counts });
}

/** Late facts of a contact come mostly within minutes of its end; after that it is read back from the store. */
const LINGER_MS = 2 * MINUTE_MS;

/**
 * What a restart or the limit on silence has ended would read differently if an earlier restart were told late: it stays
 * as long as the cells do.
 */
function lingerMs({ oddities }: ContactRecord): DurationMs {
  const endedFromOutside = oddities.some(
    ({ kind }) => kind === 'closed-by-restart' || kind === 'end-never-told',
  );
  return endedFromOutside ? CELLS_KEPT_MS : LINGER_MS;
}

/**
 * A busy agent leaves some 60 marks an hour, and a checkpoint writes all of them down: two hours of 2,000 agents are some
 * 20 MB. A fact that comes later than this still counts for its contact, and no longer for the agent's time.
 */
const MARKS_KEPT_MS = 2 * HOUR_MS;
/** The board needs today in every zone; yesterday stays for whoever asks just after midnight. */
const CELLS_KEPT_MS = 2 * DAY_MS;

function restoreContact({ floor, tally }: World, facts: ContactEvent[], readAt: EpochMs): void {
  const record = readOnFloor(floor, facts, readAt);
  floor.contacts.set(record.contact, { facts, record, readAt });
  for (const { outcome, queue, queuedAt, source } of record.visits) {
    if (outcome.state === 'waiting')
      queueTally(tally, queue).streams[streamOf(record)].open.set(record.contact, { queuedAt, source });
  }
}
