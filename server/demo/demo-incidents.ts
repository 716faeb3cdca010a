import { DEMO_INCIDENTS, type DemoFigures, type DemoIncident } from '#domain/board/demo.ts';
import { MINUTE_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import type { Simulation } from '../../forecasting/simulation/engine/simulation.ts';
import type { CentreModel, Incident } from '../../forecasting/simulation/model/centre-model.ts';
import { provoke } from '../../forecasting/simulation/provoke.ts';
import { chanceIncidents } from './chance-incidents.ts';

/** The incidents of a demonstration's floor. */
export type DemoIncidents = {
  /** Lets those happen that come by themselves up to now. */
  advance(): void;
  /** Lets one begin now; answers why not, where it cannot be. */
  provoke(incident: DemoIncident): string | undefined;
  figures(): DemoFigures['incidents'];
};

/** Nothing provoked yet. `seed` decides what comes by itself. */
export function demoIncidents(simulation: Simulation, seed: number): DemoIncidents {
  const menu = incidentMenu(simulation.plan.model);
  const ends = new Map<DemoIncident, EpochMs>();
  const chance = chanceIncidents(epochMs(simulation.state.now), seed);
  let next = chance.next().value;
  const isRunning = (name: DemoIncident): boolean =>
    (ends.get(name) ?? 0) > simulation.state.now || cameByItself(simulation, menu.get(name));
  const begin = (name: DemoIncident): string | undefined => {
    const incident = menu.get(name);
    if (incident === undefined) return `this floor cannot have ${name}`;
    if (isRunning(name)) return `${name} goes on already`;
    if (!provoke(simulation, incident)) return 'too much goes on already';
    ends.set(name, later(epochMs(simulation.state.now), incident.forMs));
    return undefined;
  };
  return {
    advance() {
      for (; next.at <= simulation.state.now; next = chance.next().value) begin(next.incident);
    },
    provoke: begin,
    figures: () =>
      Object.fromEntries(
        DEMO_INCIDENTS.filter((name) => menu.has(name)).map((name) => {
          const until = ends.get(name);
          if (!isRunning(name)) return [name, { state: 'ready' }];
          return [name, { state: 'running', ...(until !== undefined && { until }) }];
        }),
      ),
  };
}

/** What each of a visitor's incidents does on this floor; those that it cannot have are absent. */
function incidentMenu({ queues, groups, mishaps = [] }: CentreModel): ReadonlyMap<DemoIncident, Incident> {
  const menu = new Map<DemoIncident, Incident>([
    ['surge', { kind: 'surge', factor: 2, forMs: 15 * MINUTE_MS }],
  ]);
  const own = mishaps.find(({ incident }) => incident.kind === 'surge')?.incident;
  const [first] = queues;
  if (own !== undefined) menu.set('outage', own);
  else if (first !== undefined)
    menu.set('outage', { kind: 'surge', factor: 5, forMs: 40 * MINUTE_MS, queue: first.id });
  if (groups.some(({ home }) => home !== undefined))
    menu.set('unreachable', { kind: 'unreachable', agents: 3, forMs: 6 * MINUTE_MS });
  return menu;
}

/** The centre's own model has incidents too. */
function cameByItself({ state }: Simulation, incident: Incident | undefined): boolean {
  return state.incidents.some((open) => open.hasBegun && open.incident === incident);
}
