import type { FakeAgent, FakeCaller } from './callcenter-people.ts';

/** A table as mod_callcenter writes it. */
const table = (columns: string, rows: readonly (readonly (string | number)[])[]): string =>
  [columns, ...rows.map((row) => row.join('|')), '+OK', ''].join('\n');

const seconds = (ms: number): number => Math.floor(ms / 1000);

export const queueTable = (queues: readonly string[], longestMs: Readonly<Record<string, number>>): string =>
  table(
    'name|strategy|max_wait_time',
    queues.map((queue) => [queue, 'longest-idle-agent', seconds(longestMs[queue] ?? 0)]),
  );

export const tierTable = (agents: readonly FakeAgent[]): string =>
  table(
    'queue|agent|state|level|position',
    agents.flatMap(({ name, queues }) => queues.map((queue) => [queue, name, 'Ready', 1, 1])),
  );

export const agentTable = (agents: readonly FakeAgent[], wrapUpMs: number): string =>
  table(
    'name|instance_id|uuid|type|contact|status|state|wrap_up_time|last_bridge_end|last_status_change',
    agents.map(({ name, status, state, lastBridgeEnd, statusAt }) => {
      const contact = `[leg_timeout=8|x]user/${name}`;
      const times = [wrapUpMs, lastBridgeEnd, statusAt].map(seconds);
      return [name, 'single_box', '', 'callback', contact, status, state, ...times];
    }),
  );

/** Who has left has no call any more. */
export const memberTable = (callers: Iterable<FakeCaller>): string =>
  table(
    'queue|instance_id|uuid|session_uuid|cid_number|cid_name|joined_epoch|rejoined_epoch|bridge_epoch|abandoned_epoch|serving_agent|state',
    [...callers].map(({ visit, member, state, agent, bridgedAt, abandonedAt }) => {
      const session = state === 'Abandoned' ? '' : visit.session;
      const times = [visit.queued.at, 0, bridgedAt, abandonedAt].map(seconds);
      const serving = agent?.name ?? '';
      return [visit.queue, 'single_box', member, session, '13800000001', 'Ann', ...times, serving, state];
    }),
  );
