import { HEARTBEAT_LIMIT_MS } from '#domain/agent.ts';
import { DAY_MS } from '#domain/time.ts';
import type { CentreModel, GroupModel, LineModel, QueueModel } from './centre-model.ts';

/** Numbers of queues, lines and groups are kept in 16 bits; agents are bounded by the ids a day's events can carry. */
const MOST_QUEUES = 10_000;
const MOST_AGENTS = 100_000;

/** Quarters of an hour in a week. */
export const WEEK_QUARTERS = 672;

/** Throws a RangeError that names the first thing in the model that cannot be. */
export function checkModel(model: CentreModel): void {
  const { queues, lines, groups, classes = [] } = model;
  within('queues', queues.length, 1, MOST_QUEUES);
  within('lines', lines.length, 0, MOST_QUEUES);
  within('groups', groups.length, 0, MOST_QUEUES);
  within('sources', model.sources.length, 1, 100);
  within('classes', classes.length, 0, 4);
  within(
    'agents',
    groups.reduce((sum, { agents }) => sum + agents, 0),
    0,
    MOST_AGENTS,
  );
  const known = new Set<string>(queues.map(({ id }) => id));
  if (known.size < queues.length) throw new RangeError('two queues have the same id');
  for (const queue of queues) checkQueue(queue, known);
  for (const line of lines) checkLine(line, known, Math.max(1, classes.length));
  for (const group of groups) checkGroup(group, known);
}

function checkQueue(
  { id, diversions = [], transfers = [], widenAfterMs = [] }: QueueModel,
  known: ReadonlySet<string>,
): void {
  within(`levels of queue ${id}`, widenAfterMs.length, 0, 3);
  within(`diversions of queue ${id}`, diversions.length, 0, 100);
  for (const { to, followUp, share } of diversions) {
    within(`share of a diversion of queue ${id}`, share, 0, 1);
    if (to !== undefined) expectQueue(to, known);
    if (to === id) throw new RangeError(`queue ${id} diverts to itself`);
    if (followUp !== undefined) expectQueue(followUp.queue, known);
  }
  for (const { to, share } of transfers) {
    within(`share of a transfer from queue ${id}`, share, 0, 1);
    expectQueue(to, known);
  }
}

function checkLine(line: LineModel, known: ReadonlySet<string>, classCount: number): void {
  const { id, week, classes = [], selfService } = line;
  expectQueue(line.queue, known);
  if (week.length !== WEEK_QUARTERS) {
    throw new RangeError(`week of line ${id} must have ${WEEK_QUARTERS} quarters, got ${week.length}`);
  }
  for (const contacts of week) within(`contacts in a quarter of line ${id}`, contacts, 0, 1e7);
  for (const one of classes) {
    within(`class of line ${id}`, one.class, 0, classCount - 1);
    if (one.queue !== undefined) expectQueue(one.queue, known);
  }
  if (selfService !== undefined) {
    within(`self-service shares of line ${id}`, selfService.containedShare + selfService.hangUpShare, 0, 1);
  }
}

function checkGroup({ id, skills, slots = 1, home, rota }: GroupModel, known: ReadonlySet<string>): void {
  within(`slots of group ${id}`, slots, 1, 8);
  for (const { queue, level } of skills) {
    expectQueue(queue, known);
    within(`level of queue ${queue} in group ${id}`, level, 1, 4);
  }
  // A whole heartbeat may be lost in the second before it: the next must still come in time.
  if (home !== undefined) within(`heartbeat of group ${id}`, home.heartbeatMs, 1000, HEARTBEAT_LIMIT_MS - 1);
  for (const { from, to } of rota?.shifts ?? []) {
    within(`shift of group ${id}, in minutes`, to - from, 1, 1440);
    within(`end of a shift of group ${id}, in minutes`, to, 1, (2 * DAY_MS) / 60_000);
  }
}

function expectQueue(queue: string, known: ReadonlySet<string>): void {
  if (!known.has(queue)) throw new RangeError(`queue ${queue} is named and not defined`);
}

function within(what: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high))
    throw new RangeError(`${what}: expected ${low} to ${high}, got ${value}`);
}
