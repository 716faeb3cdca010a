import { MINUTE_MS, later, epochMs, type EpochMs } from '#domain/time.ts';
import { instantOf } from '#domain/time-zone.ts';
import type { Rota, Shift } from '../model/centre-model.ts';
import { spreadTable, lengthAt } from '../model/spread.ts';
import { placeOf, unitAt } from '../random/random-streams.ts';
import { bookStay, settleAgent, signIn } from './agent-standing.ts';
import { PLAN_ROOM, WISH } from './agents.ts';
import { serveAgent } from './handling.ts';
import { startHeartbeats } from './network.ts';
import { agentOwner } from './owners.ts';
import { AGENT_PURPOSES as PURPOSE } from './purposes.ts';
import type { Simulation } from './simulation.ts';
import { setTimer } from './timers.ts';

const STEP = { signIn: 0, away: 1, signOut: 2 } as const;

/** An agent's timer has come: back from a break, or the next entry of the plan. */
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

/** Writes the shift that begins on a local day into the plan of an agent with a rota. */
export function planShift(simulation: Simulation, agent: number, day: { readonly number: number; readonly localMidnight: number }): void {
  const { plan, state } = simulation;
  const group = plan.agentGroup[agent] ?? 0;
  const rota = plan.model.groups[group]?.rota;
  if (rota === undefined) return;
  const inGroup = agent - (plan.firstAgent[group] ?? 0);
  const shift = shiftOn(rota, inGroup, day.number);
  const place = placeOf(agent, day.number + 1);
  if (shift === undefined || unitAt(plan.agentStreams, PURPOSE.absence, place) < (rota.absentShare ?? 0)) return;
  const at = (minutes: number): EpochMs => instantOf(plan.zone, day.localMidnight + minutes * MINUTE_MS);
  addStep(state, agent, { at: later(at(shift.from), lateMs(simulation, rota, place)), what: STEP.signIn, ms: 0, reason: 0 });
  for (const [index, one] of shift.breaks.entries()) {
    const turn = inGroup % (one.every ?? 1);
    const begins = at(shift.from + one.afterMinutes + turn * (one.staggerMinutes ?? 0));
    const reason = plan.reasons.indexOf(one.reason);
    addStep(state, agent, { at: begins, what: STEP.away, ms: one.minutes * MINUTE_MS, reason: Math.max(index, 0) && reason ? reason : reason });
  }
  addStep(state, agent, { at: at(shift.to), what: STEP.signOut, ms: 0, reason: 0 });
  if ((state.agents.onBreak[agent] ?? 0) === 0) planNext(simulation, agent);
}
