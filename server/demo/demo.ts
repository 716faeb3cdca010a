import type { AcdEvent } from '#domain/acd-event.ts';
import type { Naming } from '#domain/centre.ts';
import type { DemoAction, DemoFigures } from '#domain/board/demo.ts';
import { SECOND_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { EventSimulation } from '../../forecasting/simulation/event-simulation.ts';
import { setSourceHeartbeat } from '../../forecasting/simulation/start-simulation.ts';
import type { Clock } from '../clock/clock.ts';
import { demoClock } from './demo-clock.ts';
import { demoIncidents } from './demo-incidents.ts';
import { createOutlet } from './outlet.ts';

export type DemoOptions = {
  readonly name: Naming;
  /** The floor as its history left it. */
  readonly simulation: EventSimulation;
  /** What time it is on the floor when the demonstration begins. */
  readonly startAt: EpochMs;
  readonly speed: number;
  /** Decides which incidents come by themselves. */
  readonly seed: number;
  readonly clock: Clock;
  /** Gives events to the server; false when it has no room for them now. */
  readonly offer: (events: readonly AcdEvent[]) => boolean;
};

/** A floor that lives, and that visitors may disturb. */
export type Demo = {
  /** Lets a little of what is due happen, and tells it. True when more is due. */
  step(): boolean;
  /** Does what a visitor asks for; answers why not, where it cannot be. */
  act(action: DemoAction): string | undefined;
  figures(): DemoFigures;
};

/** Events that one step makes at most: a few milliseconds of work. */
const STEP_EVENTS = 1_000;

/** A demonstration that begins now. Nothing happens but in `step`. */
export function createDemo(options: DemoOptions): Demo {
  const { name, simulation, startAt, clock, seed } = options;
  const floor = simulation.simulation;
  const time = demoClock(startAt, options.speed, clock);
  const outlet = createOutlet(options.offer);
  const incidents = demoIncidents(floor, seed);
  let underWay: Iterator<readonly AcdEvent[]> | undefined;
  setSourceHeartbeat(floor, beatMs(options.speed));
  return {
    step() {
      incidents.advance();
      const line = outlet.drain();
      // While the server has no room the floor waits, and goes on from where it is.
      if (line !== 'told') return line === 'more';
      underWay ??= simulation.run(epochMs(Math.max(floor.state.now, time.now())), STEP_EVENTS);
      const { value, done } = underWay.next();
      if (done === true) underWay = undefined;
      else outlet.tell(value);
      return done !== true;
    },
    act(action) {
      if (action.action === 'provoke') return incidents.provoke(action.incident);
      if (action.action === 'set-speed') {
        time.setSpeed(action.speed);
        setSourceHeartbeat(floor, beatMs(action.speed));
      } else outlet.setCut(action.action === 'cut-feed');
      return undefined;
    },
    figures: () => ({
      centre: name,
      speed: time.speed(),
      isFeedCut: outlet.isCut(),
      hasOwnClock: Math.abs(time.now() - clock()) > OWN_CLOCK_MS,
      incidents: incidents.figures(),
    }),
  };
}

/** A visitor who compares two clocks sees no difference below this. */
const OWN_CLOCK_MS: DurationMs = 60 * SECOND_MS;

/** How often sources tell their clock. A fast one is told five times a second, as often as the walls are. */
function beatMs(speed: number): DurationMs {
  return Math.round(Math.min(SECOND_MS * speed, Math.max(SECOND_MS, (SECOND_MS / 5) * speed)));
}
