import { DAY_MS, MINUTE_MS, epochMs } from '#domain/time.ts';
import { gammaDraw } from '../random/gamma-draw.ts';
import { placeOf, unitAt } from '../random/random-streams.ts';
import { WEEK_QUARTERS } from '../model/check-model.ts';
import { DAY_QUARTERS } from './line-states.ts';
import { lineOwner } from './owners.ts';
import { CUSTOMER_PURPOSES, CUSTOMER_PURPOSE_COUNT } from '../model/purposes.ts';
import type { Simulation } from './simulation.ts';
import { setTimer } from './timers.ts';

const QUARTER_MS = 15 * MINUTE_MS;
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const MONDAY_MS = 4 * DAY_MS;

/** The stream of a line's customers for a purpose. */
export const lineStream = (line: number, purpose: number): number => line * CUSTOMER_PURPOSE_COUNT + purpose;

/** Draws how much of the rate's area lies between the line's last customer and the next. */
export function drawArrival({ plan, state }: Simulation, line: number): void {
  const unit = unitAt(
    plan.customerStreams,
    lineStream(line, CUSTOMER_PURPOSES.arrival),
    state.lines.arrivals[line] ?? 0,
  );
  state.lines.needed[line] = -Math.log(unit);
}

/** Sets the timer of the line's next customer; none if that is not before the end of the day, which will ask again. */
export function planArrival({ plan, state }: Simulation, line: number): void {
  const { lines, dayStart, dayEnd } = state;
  const boost = lines.boost[line] ?? 1;
  let at = lines.settledTo[line] ?? 0;
  let needed = lines.needed[line] ?? 0;
  while (at < dayEnd) {
    const quarter = Math.floor((at - dayStart) / QUARTER_MS);
    const rate = (lines.rates[line * DAY_QUARTERS + quarter] ?? 0) * boost;
    const end = Math.min(dayEnd, dayStart + (quarter + 1) * QUARTER_MS);
    const area = rate * (end - at);
    if (area > needed) {
      const nextAt = at + needed / rate;
      lines.nextAt[line] = nextAt;
      setTimer(state.timers, lineOwner(plan, line), Math.max(state.now, Math.floor(nextAt)));
      return;
    }
    needed -= area;
    at = end;
  }
  lines.nextAt[line] = Infinity;
}

/** Uses up the area of the rate until `to`, so that the rate may change there. */
export function settleArrivals({ state }: Simulation, line: number, to: number): void {
  const { lines, dayStart } = state;
  const boost = lines.boost[line] ?? 1;
  let at = lines.settledTo[line] ?? 0;
  while (at < to) {
    const quarter = Math.floor((at - dayStart) / QUARTER_MS);
    const end = Math.min(to, dayStart + (quarter + 1) * QUARTER_MS);
    const rate = (lines.rates[line * DAY_QUARTERS + quarter] ?? 0) * boost;
    lines.needed[line] = Math.max(0, (lines.needed[line] ?? 0) - rate * (end - at));
    at = end;
  }
  lines.settledTo[line] = Math.max(to, lines.settledTo[line] ?? 0);
}

/** The rates of the local day that has begun: the week's shape, the day's own level, the calendar. */
export function drawRates({ plan, state }: Simulation, line: number, places: readonly number[]): void {
  const { rates } = state.lines;
  const { week = [], dayShape, calendar = {} } = plan.model.lines[line] ?? {};
  const noon = new Date(state.dayStart + plan.zone.offsetMs(epochMs(state.dayStart)) + DAY_MS / 2);
  const factor = calendar[noon.toISOString().slice(5, 10)] ?? 1;
  const level = dayShape === undefined ? 1 : dayLevel(plan, line, state.dayNumber, dayShape);
  for (const [quarter, place] of places.entries()) {
    rates[line * DAY_QUARTERS + quarter] = ((week[place] ?? 0) * level * factor) / QUARTER_MS;
  }
}

/** Which quarter of the local week each quarter of the day is: on the day of a clock change not simply one after the other. */
export function quarterPlaces({ plan, state }: Simulation): readonly number[] {
  const changes =
    plan.zone.offsetMs(epochMs(state.dayStart)) !== plan.zone.offsetMs(epochMs(state.dayEnd - 1));
  return Array.from({ length: DAY_QUARTERS }, (_, quarter) => {
    const at = state.dayStart + quarter * QUARTER_MS;
    const local = at + plan.zone.offsetMs(epochMs(changes ? at : state.dayStart)) - MONDAY_MS;
    return ((Math.floor(local / QUARTER_MS) % WEEK_QUARTERS) + WEEK_QUARTERS) % WEEK_QUARTERS;
  });
}

function dayLevel(plan: Simulation['plan'], line: number, day: number, shape: number): number {
  const stream = lineStream(line, CUSTOMER_PURPOSES.dayLevel);
  let nth = 0;
  return gammaDraw(shape, () => unitAt(plan.customerStreams, stream, placeOf(day, (nth += 1))));
}

/** Days since Monday, 5 January 1970, of a local day given by its noon. */
export const dayNumberOf = (localNoon: number): number => Math.floor((localNoon - MONDAY_MS) / DAY_MS);
