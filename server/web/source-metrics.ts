import { Gauge, type Registry } from 'prom-client';
import { SECOND_MS } from '#domain/time.ts';
import type { SourceReport } from '../ingest/report-sources.ts';

/** What a source is measured by; absent where it is not known. */
const OF_SOURCES: readonly {
  readonly name: string;
  readonly help: string;
  readonly read: (source: SourceReport) => number | undefined;
}[] = [
  {
    name: 'up',
    help: '1 while the source is live or rightly quiet',
    read: ({ state }) => (state === 'gone' ? undefined : Number(UP.has(state))),
  },
  {
    name: 'age_seconds',
    help: 'Since anything was heard of the source',
    read: ({ ageMs }) => seconds(ageMs),
  },
  {
    name: 'lag_seconds',
    help: 'From the last event of the source to its commit',
    read: ({ lagMs }) => seconds(lagMs),
  },
  {
    name: 'connected_since_seconds',
    help: 'When its oldest live connection became live, since 1970',
    read: ({ connectedSince }) => seconds(connectedSince),
  },
  {
    name: 'last_event_seconds',
    help: 'The time of its latest event, since 1970',
    read: ({ lastEventAt }) => seconds(lastEventAt),
  },
  { name: 'events', help: 'New events of the source since the start', read: ({ accepted }) => accepted },
  { name: 'refused', help: 'Lines refused since the start', read: ({ refused }) => refused },
  { name: 'gaps', help: 'Times known to be missing', read: ({ gaps }) => gaps },
  {
    name: 'warnings',
    help: 'What is wrong with it and can be mended',
    read: ({ warnings }) => warnings.length,
  },
];

const UP: ReadonlySet<string> = new Set(['live', 'quiet']);

const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : ms / SECOND_MS;

/** Each source's figures, read when they are asked for. */
export function registerSources(registry: Registry, sources: () => readonly SourceReport[]): void {
  for (const { name, help, read } of OF_SOURCES)
    registry.registerMetric(
      new Gauge({
        name: `callboard_source_${name}`,
        help,
        labelNames: ['source'],
        registers: [],
        collect() {
          this.reset();
          for (const source of sources()) {
            const value = read(source);
            if (value !== undefined) this.set({ source: source.id }, value);
          }
        },
      }),
    );
}
