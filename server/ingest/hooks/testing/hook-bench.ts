import { readFileSync } from 'node:fs';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import type { DurationMs } from '#domain/time.ts';
import { systemClock } from '../../../clock/clock.ts';
import { startEdge, type EdgeBench } from '../../../web/testing/edge-bench.ts';
import type { Batch } from '../../intake/inbox.ts';
import type { Timers } from '../../../clock/timers.ts';
import { createSourceHealth, type SourceHealth } from '../../links/source-health.ts';
import { openMapping, type Hook } from '../open-hooks.ts';

/** The network edge with four hooks: `tccc`, `chat` and `flex` with a secret, `free` without one. */
export type HookBench = {
  readonly edge: EdgeBench;
  readonly timers: HandTimers;
  healthOf(source: string): SourceHealth | undefined;
  post(path: string, posted: Posted): Promise<{ status: number; headers: Headers; text: string }>;
};

export type Posted = {
  readonly body?: unknown;
  /** Instead of a body in JSON. */
  readonly text?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Timers that go off when the test says so. */
export type HandTimers = Timers & { isSet(ms: DurationMs): boolean; fire(ms: DurationMs): void };

type BenchOptions = { readonly commit?: (batch: Batch) => void; readonly inboxLimit?: number };

/** Starts the edge; what is posted is committed by `commit`, or stays in the inbox. */
export async function startHooks(options: BenchOptions = {}): Promise<HookBench> {
  const health = createSourceHealth(systemClock);
  const timers = handTimers();
  const edge = await startEdge({ ...options, hooks: { hooks: HOOKS, health, timers } });
  return {
    edge,
    timers,
    healthOf: (source) => health.list().find(({ id }) => id === source),
    async post(path, { body, text, type = 'application/json', headers = {} }) {
      const reply = await fetch(`${edge.url}/v1/hooks/${path}`, {
        method: 'POST',
        body: text ?? JSON.stringify(body),
        headers: { 'content-type': type, ...headers },
      });
      return { status: reply.status, headers: reply.headers, text: await reply.text() };
    },
  };
}

/** Commits what is new, and knows what it has. */
export function clerk(): { readonly events: AcdEvent[]; readonly commit: (batch: Batch) => void } {
  const events: AcdEvent[] = [];
  return {
    events,
    commit(batch) {
      const fresh = batch.events.filter(({ id }) => !events.some((one) => one.id === id));
      events.push(...fresh);
      const accepted = fresh.length;
      batch.commit({ position: events.length, accepted, duplicates: batch.events.length - accepted });
    },
  };
}

/** Lets the server have its turns until it has come so far. Rejects when it never does. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    if (isSo()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the server did not come so far in ${TURNS_MAX} turns`);
}

/** A request is there after some hundreds. */
const TURNS_MAX = 1_000_000;

const HOOKS = new Map(
  (
    [
      { source: 'tccc', mapping: 'tencent-tccc', secret: 's3cret' },
      { source: 'chat', mapping: 'chatwoot', secret: 's3cret' },
      {
        source: 'flex',
        mapping: 'twilio-taskrouter',
        secret: '12345',
        publicUrl: 'https://wall.example.com/hooks/flex',
      },
      { source: 'free', mapping: 'udesk' },
    ] as const
  ).map(({ source, mapping, ...more }): readonly [Hook['source'], Hook] => [
    sourceId(source),
    { source: sourceId(source), mapping: openMapping(mapping), ...more },
  ]),
);

/** A record of five events, and what shows that it comes from Tencent. */
export const [RECORD = {}]: readonly Readonly<Record<string, unknown>>[] = JSON.parse(
  readFileSync(new URL('../samples/tencent-tccc.json', import.meta.url), 'utf8'),
);
export const BASIC = { authorization: `Basic ${Buffer.from('callboard:s3cret').toString('base64')}` };

function handTimers(): HandTimers {
  const waiting = new Map<() => void, number>();
  return {
    after(ms, run) {
      waiting.set(run, ms);
      return () => void waiting.delete(run);
    },
    isSet: (ms) => [...waiting.values()].includes(ms),
    fire(ms) {
      const due = [...waiting].filter(([, after]) => after === ms);
      for (const [run] of due) waiting.delete(run);
      for (const [run] of due) run();
    },
  };
}
