import { assert } from '#domain/assert.ts';
import { HOUR_MS, MINUTE_MS } from '#domain/time.ts';
import { instantOf } from '#domain/time-zone.ts';
import type { Rota, Shift } from '../model/centre-model.ts';
import { lengthAt } from '../model/spread.ts';
import { placeOf, unitAt } from '../random/random-streams.ts';
import { bookStay, settleAgent, signIn } from './agent-standing.ts';
import { PLAN_ROOM, WISH } from './agents.ts';
import { serveAgent } from './handling.ts';
import { startHeartbeats } from './network.ts';
import { agentOwner } from './owners.ts';
import { AGENT_PURPOSES as PURPOSE } from '../model/purposes.ts';
import type { Simulation } from './simulation.ts';
import { clearTimer, setTimer } from './timers.ts';

/** A local day: days since Monday, 5 January 1970, and its midnight in milliseconds of "UTC with the local digits". */
export type LocalDay = { readonly number: number; readonly midnight: number };

const STEP = { signIn: 0, away: 1, signOut: 2 } as const;

/** An agent's timer has come: back from a break, or the next step of the plan. */
export function agentDue(simulation: Simulation, agent: number): void {
  const { agents } = simulation.state;
  if ((agents.onBreak[agent] ?? 0) === 1) {
    bookStay(simulation, agent);
    agents.onBreak[agent] = 0;
    settleAgent(simulation, agent);
  } else takeStep(simulation, agent);
  if ((agents.onBreak[agent] ?? 0) === 0) planNext(simulation, agent);
  serveAgent(simulation, agent);
}

/** Signs an agent in who is to take contacts from now on. */
export function startDuty(simulation: Simulation, agent: number): void {
  signIn(simulation, agent);
  startHeartbeats(simulation, agent);
  settleAgent(simulation, agent);
}

/** Writes the shift that begins on a local day into an agent's plan; without a rota, or on a day off, nothing. */
export function planShift(simulation: Simulation, agent: number, day: LocalDay): void {
  const { plan, state } = simulation;
  const group = plan.agentGroup[agent] ?? 0;
  const rota = plan.model.groups[group]?.rota;
  const inGroup = agent - (plan.firstAgent[group] ?? 0);
  const shift = rota === undefined ? undefined : shiftOn(rota, inGroup, day.number);
  if (rota === undefined || shift === undefined) return;
  const place = placeOf(agent, day.number + 1);
  if (unitAt(plan.agentStreams, PURPOSE.absence, place) < (rota.absentShare ?? 0)) return;
  const at = (minutes: number): number => instantOf(plan.zone, day.midnight + minutes * MINUTE_MS);
  if (at(shift.to) <= state.now) return;
  const lateMs = lateness(simulation, group, place);
  const breaks = shift.breaks.map(({ afterMinutes, minutes, reason, staggerMinutes = 0, every = 1 }) => ({
    at: at(shift.from + afterMinutes + (inGroup % every) * staggerMinutes),
    what: STEP.away,
    ms: minutes * MINUTE_MS,
    reason: plan.reasons.indexOf(reason),
  }));
  const steps: Step[] = [{ at: at(shift.from) + lateMs, what: STEP.signIn, ms: 0, reason: 0 }, ...breaks];
  for (const step of steps.sort((one, other) => one.at - other.at)) addStep(simulation, agent, step);
  addStep(simulation, agent, { at: at(shift.to), what: STEP.signOut, ms: 0, reason: 0 });
  if ((state.agents.onBreak[agent] ?? 0) === 0) planNext(simulation, agent);
}

function shiftOn({ shifts, table }: Rota, inGroup: number, dayNumber: number): Shift | undefined {
  const row = table[inGroup % table.length] ?? [];
  return shifts[row[((dayNumber % row.length) + row.length) % row.length] ?? -1];
}

/** Later than this is not late but absent. */
const LATEST_MS = 2 * HOUR_MS;

function lateness({ plan }: Simulation, group: number, place: number): number {
  const { lateShare = 0, lateBy } = plan.model.groups[group]?.rota ?? {};
  if (lateBy === undefined || unitAt(plan.agentStreams, PURPOSE.lateness, place) >= lateShare) return 0;
  return Math.min(LATEST_MS, lengthAt(plan.lateBy, group, unitAt(plan.agentStreams, PURPOSE.lateBy, place)));
}

type Step = { readonly at: number; readonly what: number; readonly ms: number; readonly reason: number };

function addStep({ state }: Simulation, agent: number, step: Step): void {
  const { agents } = state;
  const size = agents.planSize[agent] ?? 0;
  assert(size < PLAN_ROOM, `agent ${agent} has at most ${PLAN_ROOM} steps ahead`);
  const place = agent * PLAN_ROOM + (((agents.planHead[agent] ?? 0) + size) % PLAN_ROOM);
  agents.planAt[place] = step.at;
  agents.planWhat[place] = step.what;
  agents.planMs[place] = step.ms;
  agents.planReason[place] = step.reason;
  agents.planSize[agent] = size + 1;
}

function planNext({ plan, state }: Simulation, agent: number): void {
  const { agents, timers, now } = state;
  const owner = agentOwner(plan, agent);
  if ((agents.planSize[agent] ?? 0) === 0) return clearTimer(timers, owner);
  const at = agents.planAt[agent * PLAN_ROOM + (agents.planHead[agent] ?? 0)] ?? 0;
  // An instant has no order of its own in an agent's day: nobody signs in at the very millisecond of signing out.
  setTimer(timers, owner, Math.max(at, now === agents.signedOutAt[agent] ? now + 1 : now));
}

function takeStep(simulation: Simulation, agent: number): void {
  const { state } = simulation;
  const { agents, now } = state;
  if ((agents.planSize[agent] ?? 0) === 0) return;
  const head = agents.planHead[agent] ?? 0;
  const place = agent * PLAN_ROOM + head;
  agents.planHead[agent] = (head + 1) % PLAN_ROOM;
  agents.planSize[agent] = (agents.planSize[agent] ?? 0) - 1;
  const what = agents.planWhat[place] ?? 0;
  const isSignedIn = (agents.signedIn[agent] ?? 0) === 1;
  if (what === STEP.signIn) {
    // Whoever works on into the next shift simply stays.
    if (isSignedIn) agents.wish[agent] = WISH.none;
    else startDuty(simulation, agent);
    return;
  }
  const ms = agents.planMs[place] ?? 0;
  const isOver = what === STEP.away && (agents.planAt[place] ?? 0) + ms <= now;
  if (!isSignedIn || isOver || (agents.wish[agent] ?? 0) === WISH.signOut) return;
  agents.wish[agent] = what === STEP.away ? WISH.away : WISH.signOut;
  agents.wishMs[agent] = ms;
  agents.wishReason[agent] = agents.planReason[place] ?? 0;
  settleAgent(simulation, agent);
}
