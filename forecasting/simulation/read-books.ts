import { noAgentTime, type AgentTime } from '#domain/agent.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { bookStay } from './engine/agent-standing.ts';
import {
  COUNT,
  LEDGER_COUNTS,
  NO_LEDGER_COUNTS,
  STATE,
  STATE_WIDTH,
  countsAt,
  type LedgerCount,
} from './engine/ledger.ts';
import type { Simulation } from './engine/simulation.ts';

export type BookedCounts = { -readonly [Name in LedgerCount]: number };

/** One queue's counts of the contacts that arrived in a quarter, or in all. */
export type BookedCell = {
  readonly start: EpochMs;
  readonly queue: number;
  readonly counts: Readonly<BookedCounts>;
};

/** One group's signed-in time in a quarter, or in all. */
export type BookedTime = {
  readonly start: EpochMs;
  readonly group: number;
  readonly time: Readonly<AgentTime>;
};

/** What the simulator counted, by queue and cell of arrival, where something was offered. */
export function* readCounts({ state }: Simulation): Iterable<BookedCell> {
  const { ledger } = state;
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    for (let queue = 0; queue < ledger.queues; queue += 1) {
      const counts = countsOf(ledger.counts, countsAt(ledger, cell, queue));
      if (counts.offered > 0) yield { start: startOf(state, cell), queue, counts };
    }
  }
}

/** The counts of one queue in all. */
export function totalCounts({ state }: Simulation, queue: number): BookedCounts {
  const { ledger } = state;
  const sum = countsOf(ledger.counts, countsAt(ledger, 0, queue));
  for (let cell = 1; cell < ledger.cells; cell += 1) {
    const first = countsAt(ledger, cell, queue);
    for (const name of LEDGER_COUNTS) sum[name] += ledger.counts[first + COUNT[name]] ?? 0;
  }
  return sum;
}

/** Agents' time up to now, by group and cell, where somebody was signed in. */
export function* readTimes(simulation: Simulation): Iterable<BookedTime> {
  const { plan, state } = simulation;
  for (let agent = 0; agent < plan.agentGroup.length; agent += 1) bookStay(simulation, agent);
  const { ledger } = state;
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    for (let group = 0; group < ledger.groups; group += 1) {
      const time = timeOf(ledger.times, (cell * ledger.groups + group) * STATE_WIDTH);
      if (Object.values(time).some((ms) => ms > 0)) yield { start: startOf(state, cell), group, time };
    }
  }
}

const startOf = ({ ledger }: Simulation['state'], cell: number): EpochMs =>
  epochMs(ledger.gridMs === Infinity ? 0 : ledger.origin + cell * ledger.gridMs);

function countsOf(counts: Float64Array, first: number): BookedCounts {
  const entries = LEDGER_COUNTS.map((name) => [name, counts[first + COUNT[name]] ?? 0] as const);
  const sum: Partial<BookedCounts> = Object.fromEntries(entries);
  return { ...NO_LEDGER_COUNTS, ...sum };
}

function timeOf(times: Float64Array, first: number): AgentTime {
  const time = noAgentTime();
  time.availableMs = times[first + STATE.available] ?? 0;
  time.busyMs = times[first + STATE.busy] ?? 0;
  time.wrapUpMs = times[first + STATE.wrapUp] ?? 0;
  time.awayMs = times[first + STATE.away] ?? 0;
  time.unreachableMs = times[first + STATE.unreachable] ?? 0;
  return time;
}
