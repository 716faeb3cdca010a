import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Registry } from 'prom-client';
import type { Inbox } from '../ingest/intake/inbox.ts';
import type { Refusals } from '../ingest/intake/refusals.ts';
import type { SourceReport } from '../ingest/report-sources.ts';
import type { Hub } from '../push/hub.ts';
import { registerSources } from './source-metrics.ts';
import type { World } from '../pipeline/world.ts';

export type MetricsOf = {
  readonly world: World;
  readonly inbox: Inbox;
  readonly hub: Hub;
  readonly refusals: Refusals;
  readonly sources: () => readonly SourceReport[];
};

/** The server's own figures for `/metrics`, read when they are asked for. */
export function createServerMetrics({ world, inbox, hub, refusals, sources }: MetricsOf): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, read: () => number): void => {
    registry.registerMetric(
      new Gauge({
        name: `callboard_${name}`,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );
  };
  gauge('journal_position', 'Position of the last event counted', () => world.position);
  gauge('inbox_events', 'Events taken and not yet committed', () => inbox.load().openEvents);
  gauge('contacts_in_memory', 'Contacts open or lately over', () => world.floor.contacts.size);
  gauge('agents_known', 'Agents heard of', () => world.floor.agents.size);
  gauge('walls', 'Walls connected', () => hub.counts().subscribers);
  gauge('walls_behind', 'Walls that read too slowly', () => hub.counts().behind);
  gauge('memory_bytes', 'Resident memory', () => process.memoryUsage.rss());
  gauge('heap_bytes', 'Memory that JavaScript holds', () => process.memoryUsage().heapUsed);
  registerStalls(gauge);
  registerRefusals(registry, refusals);
  registerUncounted(registry, world);
  registerSources(registry, sources);
  return registry;
}

/** For how long the loop was held at most since this was asked last: nobody's request should hold it for more than 50 ms. */
function registerStalls(gauge: (name: string, help: string, read: () => number) => void): void {
  const delays = monitorEventLoopDelay({ resolution: STALLS_EVERY_MS });
  delays.enable();
  gauge('longest_stall_seconds', 'The longest time that nobody was heard, since this was asked last', () => {
    const longest = delays.max / NANOSECONDS;
    delays.reset();
    return longest;
  });
}

const STALLS_EVERY_MS = 10;
const NANOSECONDS = 1e9;

/** What is in the journal and changes no figure, for there was no room for it. */
function registerUncounted(registry: Registry, { floor }: World): void {
  registry.registerMetric(
    new Counter({
      name: 'callboard_uncounted_events_total',
      help: 'Events of the journal for which the floor had no room since the start, by bound',
      labelNames: ['bound'],
      registers: [],
      collect() {
        this.reset();
        for (const [bound, count] of floor.room.uncounted) this.inc({ bound }, count);
      },
    }),
  );
}

function registerRefusals(registry: Registry, refusals: Refusals): void {
  registry.registerMetric(
    new Counter({
      name: 'callboard_refused_lines_total',
      help: 'Lines refused, by reason',
      labelNames: ['reason'],
      registers: [],
      collect() {
        this.reset();
        for (const [reason, count] of Object.entries(refusals.byReason())) this.inc({ reason }, count);
      },
    }),
  );
}
