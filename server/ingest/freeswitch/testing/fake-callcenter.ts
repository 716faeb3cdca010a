import { SECOND_MS } from '#domain/time.ts';
import { chanceOf } from '../../../../schedules/chance.ts';
import { dice, type Dice } from '../../../planning/testing/dice.ts';
import type { FakeAgent, FakeCaller, LivedVisit } from './callcenter-people.ts';
import { agentTable, memberTable, queueTable, tierTable } from './callcenter-tables.ts';
import { eslEvents, type EslEvents, type SaidEvent } from './esl-events.ts';

export const FAKE_QUEUES = ['support@default', 'sales@default', 'billing@default'] as const;
/** Nobody waits longer than this in `sales@default`. */
export const SALES_LONGEST_MS = 30 * SECOND_MS;
const WRAP_UP_MS = 5 * SECOND_MS;
/** `discard-abandoned-after`. */
const DISCARD_MS = 60 * SECOND_MS;
const AGENTS = 110;
const STEP_MS = 200;
const ARRIVALS_PER_STEP = 0.8;

/** A mod_callcenter with callers and agents of its own, which live by a seed. It says what happens and lists who is there. */
export type FakeCallcenter = {
  now(): number;
  core(): string;
  startedAt(): number;
  /** Lives for a fifth of a second; answers what was said. `isOpen`: new callers come. */
  step(isOpen: boolean): readonly SaidEvent[];
  /** Stops at once: every call is gone. It is as if it had begun anew, when it lives again. */
  restart(): void;
  /** What `callcenter_config <question>` answers. */
  list(question: string): string;
  readonly callers: ReadonlySet<FakeCaller>;
  readonly agents: readonly FakeAgent[];
  readonly visits: readonly LivedVisit[];
};

type Life = {
  now: number;
  starts: number;
  startedAt: number;
  calls: number;
  readonly roll: Dice;
  readonly callers: Set<FakeCaller>;
  readonly agents: readonly FakeAgent[];
  readonly visits: LivedVisit[];
  readonly esl: EslEvents;
};

/** One that begins to live at that instant, with most of its agents at work. */
export function fakeCallcenter(seed: number, at: number): FakeCallcenter {
  const roll = dice(chanceOf(seed));
  const life: Life = {
    now: at,
    starts: 1,
    startedAt: at,
    calls: 0,
    roll,
    callers: new Set(),
    agents: Array.from({ length: AGENTS }, (_, index) => newAgent(roll, index, at)),
    visits: [],
    esl: eslEvents(coreOf(seed, 1)),
  };
  return {
    now: () => life.now,
    core: () => life.esl.core(),
    startedAt: () => life.startedAt,
    step(isOpen) {
      life.now += STEP_MS;
      live(life, isOpen);
      return life.esl.take();
    },
    restart() {
      life.starts += 1;
      restart(life, coreOf(seed, life.starts));
    },
    list: (question) => listOf(life, question),
    callers: life.callers,
    agents: life.agents,
    visits: life.visits,
  };
}

const coreOf = (seed: number, starts: number): string => uuid(0xc0de0000 + seed * 1000 + starts);

/** The first digits tell them apart. */
const uuid = (number: number): string =>
  `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

function newAgent(roll: Dice, index: number, at: number): FakeAgent {
  const first = FAKE_QUEUES[index % FAKE_QUEUES.length] ?? FAKE_QUEUES[0];
  return {
    name: `agent${index}@default`,
    queues: roll.isIn(0.3) ? [...new Set([first, roll.oneOf(FAKE_QUEUES)])] : [first],
    status: roll.oneOf(['Available', 'Available', 'Available', 'On Break', 'Logged Out']),
    state: 'Waiting',
    statusAt: at - 600 * SECOND_MS,
    lastBridgeEnd: 0,
    readyAt: 0,
    wrapUntil: 0,
  };
}

function live(life: Life, isOpen: boolean): void {
  if (isOpen && life.roll.isIn(ARRIVALS_PER_STEP)) arrive(life, life.roll.oneOf(FAKE_QUEUES));
  for (const caller of life.callers) liveCaller(life, caller);
  for (const agent of life.agents) liveAgent(life, agent);
}

function arrive(life: Life, queue: string, moved?: string): void {
  life.calls += 1;
  const { roll, now } = life;
  const session = moved ?? uuid(0x10000000 + life.calls);
  const member = uuid(0x20000000 + life.calls);
  const said = life.esl.say(now, { action: 'member-queue-start', queue, member, session });
  const visit: LivedVisit = { session, queue, queued: { at: now, said } };
  life.visits.push(visit);
  life.callers.add({
    visit,
    member,
    state: 'Waiting',
    agent: undefined,
    patientUntil: now + (5 + roll.upTo(90)) * SECOND_MS,
    pressesKey: roll.isIn(0.1),
    bridgedAt: 0,
    abandonedAt: 0,
    turnsAt: 0,
    hasMoved: moved !== undefined,
  });
}

function liveCaller(life: Life, caller: FakeCaller): void {
  const { now } = life;
  if (caller.state === 'Abandoned') {
    if (now - caller.abandonedAt > DISCARD_MS) life.callers.delete(caller);
    return;
  }
  if (caller.state === 'Answered') return now < caller.turnsAt ? undefined : endTalk(life, caller);
  if (now >= caller.patientUntil) return leave(life, caller, caller.pressesKey ? 'key' : 'abandoned');
  const { queue, queued } = caller.visit;
  if (queue === 'sales@default' && now - queued.at >= SALES_LONGEST_MS) return leave(life, caller, 'timeout');
  if (caller.state === 'Trying' && now >= caller.turnsAt) turnRing(life, caller);
}

const REASONS = {
  key: ['EXIT_WITH_KEY', 'answered'],
  timeout: ['TIMEOUT', 'answered'],
  abandoned: ['BREAK_OUT', 'hangup'],
} as const;

function leave(life: Life, caller: FakeCaller, how: keyof typeof REASONS): void {
  if (caller.agent !== undefined) stopRinging(life, caller, caller.agent, 'ORIGINATOR_CANCEL');
  const [reason, answerState] = REASONS[how];
  const said = life.esl.say(life.now, {
    ...named(caller),
    action: 'member-queue-end',
    cause: 'Cancel',
    reason,
    answerState,
  });
  caller.state = 'Abandoned';
  caller.abandonedAt = life.now;
  caller.visit.over = { at: life.now, said, how };
}

function stopRinging(life: Life, caller: FakeCaller, agent: FakeAgent, hangup: string): void {
  life.esl.say(life.now, { ...named(caller), action: 'bridge-agent-fail', agent: agent.name, hangup });
  become(life, agent, 'Waiting');
  agent.readyAt = life.now + 3 * SECOND_MS;
  caller.agent = undefined;
  caller.state = 'Waiting';
}

function turnRing(life: Life, caller: FakeCaller): void {
  const { agent } = caller;
  if (agent === undefined) return;
  if (life.roll.isIn(0.15)) return stopRinging(life, caller, agent, 'NO_ANSWER');
  const said = life.esl.say(life.now, { ...named(caller), action: 'bridge-agent-start', agent: agent.name });
  become(life, agent, 'In a queue call');
  caller.state = 'Answered';
  caller.bridgedAt = life.now;
  caller.turnsAt = life.now + (4 + life.roll.upTo(24)) * SECOND_MS;
  caller.visit.answered = { at: life.now, said, agent: agent.name };
}

/** The talk is over, or goes on in another queue: the switch tells that first. */
function endTalk(life: Life, caller: FakeCaller): void {
  const { agent, visit } = caller;
  if (agent === undefined) return;
  const goesOn = !caller.hasMoved && life.roll.isIn(0.08);
  if (goesOn)
    arrive(life, life.roll.oneOf(FAKE_QUEUES.filter((queue) => queue !== visit.queue)), visit.session);
  const answerState = goesOn ? 'answered' : 'hangup';
  life.esl.say(life.now, { ...named(caller), action: 'bridge-agent-end', agent: agent.name });
  const said = life.esl.say(life.now, {
    ...named(caller),
    action: 'member-queue-end',
    cause: 'Terminated',
    agent: agent.name,
    answeredAt: caller.bridgedAt,
    answerState,
  });
  become(life, agent, 'Waiting');
  agent.lastBridgeEnd = life.now;
  agent.wrapUntil = life.now + WRAP_UP_MS;
  agent.readyAt = agent.wrapUntil;
  visit.over = { at: life.now, said, how: 'served' };
  life.callers.delete(caller);
}

const named = ({ member, visit }: FakeCaller) => ({
  queue: visit.queue,
  member,
  session: visit.session,
  joinedAt: visit.queued.at,
});

function become(life: Life, agent: FakeAgent, state: FakeAgent['state']): void {
  agent.state = state;
  life.esl.say(life.now, { action: 'agent-state-change', agent: agent.name, state });
}

/** Changes status now and then when idle; takes whoever waits longest in a queue of theirs. */
function liveAgent(life: Life, agent: FakeAgent): void {
  const { now, roll } = life;
  if (agent.state !== 'Waiting') return;
  if (roll.isIn(agent.status === 'Available' ? 0.0005 : 0.002)) {
    agent.status = agent.status === 'Available' ? roll.oneOf(['On Break', 'Logged Out']) : 'Available';
    agent.statusAt = now;
    agent.wrapUntil = 0;
    life.esl.say(now, { action: 'agent-status-change', agent: agent.name, status: agent.status });
  }
  if (agent.status !== 'Available' || now < agent.readyAt) return;
  const next = [...life.callers].find(
    ({ state, visit }) => state === 'Waiting' && agent.queues.includes(visit.queue),
  );
  if (next === undefined) return;
  next.state = 'Trying';
  next.agent = agent;
  next.turnsAt = now + (1 + roll.upTo(6)) * SECOND_MS;
  become(life, agent, 'Receiving');
  life.esl.say(now, { ...named(next), action: 'agent-offering', agent: agent.name });
}

/** Rows of callers stay, as those of nobody; agents keep their status. */
function restart(life: Life, core: string): void {
  for (const caller of life.callers) {
    caller.visit.over ??= { at: life.now, said: -1, how: 'restart' };
    Object.assign(caller, { state: 'Abandoned', agent: undefined });
  }
  for (const agent of life.agents) Object.assign(agent, { state: 'Waiting', readyAt: 0, wrapUntil: 0 });
  life.startedAt = life.now;
  life.esl.restart(core);
}

function listOf({ callers, agents }: Life, question: string): string {
  switch (question) {
    case 'queue list':
      return queueTable(FAKE_QUEUES, { 'sales@default': SALES_LONGEST_MS });
    case 'tier list':
      return tierTable(agents);
    case 'agent list':
      return agentTable(agents, WRAP_UP_MS);
    case 'queue list members':
      return memberTable(callers);
    default:
      return '-ERR Invalid!\n';
  }
}
