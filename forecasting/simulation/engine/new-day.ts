import { DAY_MS, HOUR_MS, epochMs, later } from '#domain/time.ts';
import { dayStart } from '#domain/time-zone.ts';
import { planShift, type LocalDay } from './agent-day.ts';
import { planMishaps } from './incidents.ts';
import { dayNumberOf, drawRates, planArrival, quarterPlaces, settleArrivals } from './lines.ts';
import { DAY_OWNER } from './owners.ts';
import type { Simulation } from './simulation.ts';
import { setTimer } from './timers.ts';

/** A local day begins, or the simulation does in its midst: rates, shifts and mishaps of the day. */
export function beginDay(simulation: Simulation, isFirst: boolean): void {
  const { plan, state } = simulation;
  // The rest of yesterday's rates is used up before they are forgotten.
  if (!isFirst) for (const line of plan.model.lines.keys()) settleArrivals(simulation, line, state.dayEnd);
  state.dayStart = dayStart(plan.zone, epochMs(state.now));
  // A day and a half after midnight is the next day, however long this one is.
  state.dayEnd = dayStart(plan.zone, later(epochMs(state.dayStart), 36 * HOUR_MS));
  const midnight = state.dayStart + plan.zone.offsetMs(epochMs(state.dayStart));
  state.dayNumber = dayNumberOf(midnight + DAY_MS / 2);
  setTimer(state.timers, DAY_OWNER, state.dayEnd);
  const places = quarterPlaces(simulation);
  for (let line = 0; line < plan.model.lines.length; line += 1) {
    drawRates(simulation, line, places);
    planArrival(simulation, line);
  }
  const today: LocalDay = { number: state.dayNumber, midnight };
  // Shifts over midnight that began yesterday.
  if (isFirst) planShifts(simulation, { number: today.number - 1, midnight: midnight - DAY_MS });
  planShifts(simulation, today);
  planMishaps(simulation, today);
}

function planShifts(simulation: Simulation, day: LocalDay): void {
  const agents = simulation.plan.agentGroup.length;
  for (let agent = 0; agent < agents; agent += 1) planShift(simulation, agent, day);
}
