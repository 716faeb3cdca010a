import { agentId, contactId, queueId, type AgentId, type QueueId } from '#domain/ids.ts';
import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Member } from './freeswitch-event.ts';
import { wholeSeconds } from './read-freeswitch-event.ts';
import type { Row } from './read-table.ts';

/** An agent as the switch's own table has it. */
export type AgentRow = {
  readonly agent: AgentId;
  readonly status: string;
  /** `state` of the table: Waiting, Receiving, In a queue call, Idle. */
  readonly phase: string;
  readonly wrapUpMs: DurationMs;
  readonly statusAt?: EpochMs;
  /** When the last call of a queue was over for the agent. */
  readonly lastBridgeEndAt?: EpochMs;
};

/** An agent who serves a queue. */
export type TierRow = { readonly agent: AgentId; readonly queue: QueueId };

/** A caller in a queue, or one who has lately left it without an agent. */
export type MemberRow = {
  /** `contact` is empty for those who have left. */
  readonly member: Member;
  readonly state: string;
  readonly customer?: string;
  readonly agent?: AgentId;
  readonly queuedAt?: EpochMs;
  readonly bridgedAt?: EpochMs;
  readonly abandonedAt?: EpochMs;
};

/** How long callers may wait in a queue; absent: for ever. */
export type QueueRow = { readonly queue: QueueId; readonly longestWaitMs?: DurationMs };

/** `agent list`. Its free column is `contact`, a dial string. */
export function readAgentRow(row: Row): AgentRow | undefined {
  const name = text(row, 'name');
  const status = text(row, 'status');
  if (name === undefined || status === undefined) return undefined;
  const statusAt = wholeSeconds(row.get('last_status_change'));
  const lastBridgeEndAt = wholeSeconds(row.get('last_bridge_end'));
  const seconds = Number(row.get('wrap_up_time') ?? NaN);
  return {
    agent: agentId(name),
    status,
    phase: row.get('state') ?? '',
    wrapUpMs: Number.isInteger(seconds) && seconds > 0 ? seconds * SECOND_MS : 0,
    ...(statusAt !== undefined && { statusAt }),
    ...(lastBridgeEndAt !== undefined && { lastBridgeEndAt }),
  };
}

/** `tier list`. */
export function readTierRow(row: Row): TierRow | undefined {
  const name = text(row, 'agent');
  const queue = text(row, 'queue');
  return name === undefined || queue === undefined
    ? undefined
    : { agent: agentId(name), queue: queueId(queue) };
}

/** `queue list`. */
export function readQueueRow(row: Row): QueueRow | undefined {
  const queue = text(row, 'name');
  const seconds = Number(row.get('max_wait_time') ?? 0);
  if (queue === undefined) return undefined;
  return { queue: queueId(queue), ...(seconds > 0 && { longestWaitMs: seconds * SECOND_MS }) };
}

/** `queue list members`. Its free column is `cid_name`. */
export function readMemberRow(row: Row): MemberRow | undefined {
  const uuid = text(row, 'uuid');
  const queue = text(row, 'queue');
  if (uuid === undefined || queue === undefined) return undefined;
  const customer = text(row, 'cid_number');
  const agent = text(row, 'serving_agent');
  // Whoever takes up an old place waits since then, though the switch counts from the first time.
  const queuedAt = wholeSeconds(row.get('rejoined_epoch')) ?? wholeSeconds(row.get('joined_epoch'));
  const bridgedAt = wholeSeconds(row.get('bridge_epoch'));
  const abandonedAt = wholeSeconds(row.get('abandoned_epoch'));
  return {
    member: { member: uuid, queue: queueId(queue), contact: contactId(row.get('session_uuid') ?? '') },
    state: row.get('state') ?? '',
    ...(customer !== undefined && { customer }),
    // With these strategies the column holds the strategy's name until somebody has answered.
    ...(agent !== undefined && !/^ring-(all|progressively)$/.test(agent) && { agent: agentId(agent) }),
    ...(queuedAt !== undefined && { queuedAt }),
    ...(bridgedAt !== undefined && { bridgedAt }),
    ...(abandonedAt !== undefined && { abandonedAt }),
  };
}

function text(row: Row, column: string): string | undefined {
  const value = row.get(column);
  return value === '' ? undefined : value;
}
