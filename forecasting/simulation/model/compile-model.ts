import { assert } from '#domain/assert.ts';
import { agentId, type AgentId, type QueueId, type SourceId } from '#domain/ids.ts';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import type { CentreModel, Diversion, FollowUp } from './centre-model.ts';
import { spreadTable, NEVER, type SpreadTable } from './spread.ts';
import { normalQuantile } from '../random/normal-quantile.ts';
import { placeOf, randomStreams, unitAt, type RandomStreams } from '../random/random-streams.ts';
import { checkModel } from './check-model.ts';
import { AGENT_PURPOSES, AGENT_PURPOSE_COUNT, CUSTOMER_PURPOSE_COUNT } from './purposes.ts';

/** Classes of customers a queue tells apart, levels of skill, and contacts an agent may have at once. */
export const CLASSES = 4;
export const LEVELS = 4;
export const MOST_SLOTS = 8;
/** Incidents that may be open at once. */
export const MOST_INCIDENTS = 64;

export type WayOut = Omit<Diversion, 'to' | 'followUp'> & {
  /** A queue's number; −1: it leaves for good. */
  readonly to: number;
  /** Place in `followUps`; −1: none. */
  readonly followUp: number;
};

/** A model with every name turned into a number, and the streams of chance of one seed. Shared by all copies of a simulation. */
export type CompiledModel = {
  readonly model: CentreModel;
  readonly zone: TimeZone;
  /** Begins every id of an event or a contact, so that another run in the same journal is not taken for this one. */
  readonly runId: string;
  readonly queueIds: readonly QueueId[];
  readonly firstQueueId: QueueId;
  readonly firstSource: SourceId;
  readonly agentIds: readonly AgentId[];
  readonly customerStreams: RandomStreams;
  readonly agentStreams: RandomStreams;
  readonly service: SpreadTable;
  readonly wrapUp: SpreadTable;
  readonly patience: SpreadTable;
  readonly ringing: SpreadTable;
  readonly selfServiceTimes: SpreadTable;
  readonly retrialTimes: SpreadTable;
  readonly lateBy: SpreadTable;
  readonly lostFor: SpreadTable;
  /** Why agents are away; the first is a ring that was not answered. */
  readonly reasons: readonly string[];
  readonly rings: Uint8Array;
  readonly wholeAgent: Uint8Array;
  readonly keepFree: Int32Array;
  readonly withinMs: Float64Array;
  readonly shortAbandonMs: Float64Array;
  /** By queue and level. */
  readonly widenAfterMs: Float64Array;
  /** By queue and class. */
  readonly boostsMs: Float64Array;
  readonly waysOut: readonly (readonly WayOut[])[];
  readonly followUps: readonly (FollowUp & { readonly number: number })[];
  readonly transfers: readonly (readonly { readonly share: number; readonly to: number }[])[];
  /** Groups that serve a queue, best level first: those of queue q are `entryStart[q] … entryStart[q + 1] − 1`. */
  readonly entryStart: Int32Array;
  readonly entryGroup: Int16Array;
  readonly entryLevel: Uint8Array;
  /** Queues that a group serves, the same way. */
  readonly skillStart: Int32Array;
  readonly skillQueue: Int16Array;
  readonly skillLevel: Uint8Array;
  readonly lineQueue: Int16Array;
  readonly lineShares: readonly (readonly { class: number; share: number; queue: number }[])[];
  readonly groupSlots: Uint8Array;
  readonly slowdown: Float64Array;
  readonly agentGroup: Int16Array;
  readonly firstAgent: Int32Array;
  readonly pace: Float64Array;
  /** Timer owners from which on they are agents and contacts. */
  readonly firstAgentOwner: number;
  readonly firstContactOwner: number;
};

/** The model ready to run with this seed. Throws a RangeError that names what in the model cannot be. */
export function compileModel(model: CentreModel, seed: number, runId = ''): CompiledModel {
  checkModel(model);
  const numberOf = queueNumbers(model);
  const agentStreams = randomStreams(seed, 1, AGENT_PURPOSE_COUNT);
  return {
    model,
    zone: timeZone(model.zone),
    ...names(model, runId),
    customerStreams: randomStreams(seed, 0, model.lines.length * CUSTOMER_PURPOSE_COUNT),
    agentStreams,
    ...spreadTables(model),
    reasons: reasonsOf(model),
    ...queueTables(model),
    ...wayTables(model, numberOf),
    ...skillTables(model, numberOf),
    ...groupTables(model, agentStreams),
    ...ownerTables(model),
  };
}

function names({ queues, sources, groups }: CentreModel, runId: string) {
  const [firstQueue] = queues;
  const [firstSource] = sources;
  assert(firstQueue !== undefined && firstSource !== undefined, 'a checked model has a queue and a source');
  const agentIds = groups.flatMap(({ id, agents }) =>
    Array.from({ length: agents }, (_, place) => agentId(`${id}-${String(place + 1).padStart(2, '0')}`)),
  );
  return { runId, queueIds: queues.map(({ id }) => id), firstQueueId: firstQueue.id, firstSource, agentIds };
}

function queueNumbers(model: CentreModel): (queue: QueueId) => number {
  const numbers = new Map(model.queues.map(({ id }, number) => [id, number]));
  return (queue) => numbers.get(queue) ?? -1;
}

function spreadTables({ queues, lines, groups }: CentreModel) {
  return {
    service: spreadTable(
      queues.map((queue) => queue.service),
      0,
    ),
    wrapUp: spreadTable(
      queues.map((queue) => queue.wrapUp),
      0,
    ),
    patience: spreadTable(
      queues.map((queue) => queue.patience),
      NEVER,
    ),
    ringing: spreadTable(
      queues.map((queue) => queue.ring?.answerAfter),
      0,
    ),
    selfServiceTimes: spreadTable(
      lines.map((line) => line.selfService?.time),
      0,
    ),
    retrialTimes: spreadTable(
      lines.map((line) => line.retrial?.after),
      0,
    ),
    lateBy: spreadTable(
      groups.map((group) => group.rota?.lateBy),
      0,
    ),
    lostFor: spreadTable(
      groups.map((group) => group.home?.lostFor),
      0,
    ),
  };
}

function reasonsOf({ groups }: CentreModel): readonly string[] {
  const breaks = groups.flatMap(({ rota }) => rota?.shifts.flatMap((shift) => shift.breaks) ?? []);
  return [...new Set(['no-answer', ...breaks.map(({ reason }) => reason)])];
}

function queueTables({ queues, classes = [{ boostMs: 0 }] }: CentreModel) {
  const widenAfterMs = new Float64Array(queues.length * LEVELS);
  const boostsMs = new Float64Array(queues.length * CLASSES);
  for (const [queue, { widenAfterMs: after = [], boostMs = 0 }] of queues.entries()) {
    for (const [place, ms] of after.entries()) widenAfterMs[queue * LEVELS + place + 1] = ms;
    for (const [place, one] of classes.entries()) boostsMs[queue * CLASSES + place] = boostMs + one.boostMs;
  }
  return {
    rings: Uint8Array.from(queues, ({ ring }) => (ring === undefined ? 0 : 1)),
    wholeAgent: Uint8Array.from(queues, ({ slots = 'all' }) => (slots === 'all' ? 1 : 0)),
    keepFree: Int32Array.from(queues, ({ keepFree = 0 }) => keepFree),
    withinMs: Float64Array.from(queues, ({ target }) => target.withinMs),
    shortAbandonMs: Float64Array.from(queues, ({ target }) => target.shortAbandonMs),
    widenAfterMs,
    boostsMs,
  };
}

function wayTables(model: CentreModel, numberOf: (queue: QueueId) => number) {
  const { queues, lines } = model;
  const followUps = model.queues.flatMap(({ diversions = [] }) =>
    diversions.flatMap((one) => one.followUp ?? []),
  );
  return {
    waysOut: queues.map(({ diversions = [] }) => diversions.map((one) => wayOut(one, numberOf, followUps))),
    followUps: followUps.map((one) => ({ ...one, number: numberOf(one.queue) })),
    transfers: queues.map(({ transfers = [] }) =>
      transfers.map(({ share, to }) => ({ share, to: numberOf(to) })),
    ),
    lineQueue: Int16Array.from(lines, (line) => numberOf(line.queue)),
    lineShares: lines.map(({ classes = [], queue }) =>
      classes.map((one) => ({ ...one, queue: numberOf(one.queue ?? queue) })),
    ),
  };
}

function wayOut(one: Diversion, numberOf: (queue: QueueId) => number, all: readonly FollowUp[]): WayOut {
  return {
    ...one,
    to: one.to === undefined ? -1 : numberOf(one.to),
    followUp: one.followUp === undefined ? -1 : all.indexOf(one.followUp),
  };
}

function skillTables({ queues, groups }: CentreModel, numberOf: (queue: QueueId) => number) {
  const skills = groups.flatMap(({ skills: own }, group) =>
    own.map(({ queue, level }) => ({ group, level, queue: numberOf(queue) })),
  );
  const entries = skills.toSorted((a, b) => a.queue - b.queue || a.level - b.level || a.group - b.group);
  return {
    entryStart: starts(queues.length, (queue) => entries.filter((one) => one.queue < queue).length),
    entryGroup: Int16Array.from(entries, ({ group }) => group),
    entryLevel: Uint8Array.from(entries, ({ level }) => level),
    skillStart: starts(groups.length, (group) => skills.filter((one) => one.group < group).length),
    skillQueue: Int16Array.from(skills, ({ queue }) => queue),
    skillLevel: Uint8Array.from(skills, ({ level }) => level),
  };
}

const starts = (count: number, of: (number: number) => number): Int32Array =>
  Int32Array.from({ length: count + 1 }, (_, number) => of(number));

function groupTables({ groups }: CentreModel, streams: RandomStreams) {
  const agentGroup = Int16Array.from(
    groups.flatMap(({ agents }, group) => Array<number>(agents).fill(group)),
  );
  const firstAgent = new Int32Array(groups.length + 1);
  for (const [group, { agents }] of groups.entries())
    firstAgent[group + 1] = (firstAgent[group] ?? 0) + agents;
  const pace = Float64Array.from(agentGroup, (group, agent) => {
    const { paceFactor = 1, paceSpread = 0 } = groups[group] ?? {};
    if (paceSpread === 0) return paceFactor;
    const unit = unitAt(streams, AGENT_PURPOSES.pace, placeOf(agent, 0));
    // The mean over agents stays the factor.
    return paceFactor * Math.exp(paceSpread * normalQuantile(unit) - (paceSpread * paceSpread) / 2);
  });
  return {
    groupSlots: Uint8Array.from(groups, ({ slots = 1 }) => slots),
    slowdown: Float64Array.from(groups, ({ slowdown = 0 }) => slowdown),
    agentGroup,
    firstAgent,
    pace,
  };
}

function ownerTables({ sources, lines, groups }: CentreModel) {
  const agents = groups.reduce((sum, group) => sum + group.agents, 0);
  const firstAgentOwner = 1 + MOST_INCIDENTS + sources.length + lines.length;
  return { firstAgentOwner, firstContactOwner: firstAgentOwner + 2 * agents };
}
