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
  registerRefusals(registry, refusals);
  registerSources(registry, sources);
  return registry;
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
