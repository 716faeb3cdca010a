import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { startDuty } from './engine/agent-day.ts';
import { emptyAgents } from './engine/agents.ts';
import { CLASSES, compileModel, type CompiledModel } from './model/compile-model.ts';
import { emptyContacts } from './engine/contacts.ts';
import { emptyLedger } from './engine/ledger.ts';
import { emptyLineStates } from './engine/line-states.ts';
import { drawArrival } from './engine/lines.ts';
import { beginDay } from './engine/new-day.ts';
import { sourceOwner } from './engine/owners.ts';
import { FACT, type Simulation, type SimulationState, type Teller } from './engine/simulation.ts';
import { tell } from './engine/tell.ts';
import { emptyTimers, setTimer } from './engine/timers.ts';
import type { CentreModel } from './model/centre-model.ts';

export type SimulationOptions = {
  readonly model: CentreModel;
  /** Every whole number is another run of the same centre. */
  readonly seed: number;
  readonly from: EpochMs;
  /** Books by quarter of an hour, or only their total. Absent: by quarters. */
  readonly books?: 'quarters' | 'total';
  /** Absent: nothing but counting. */
  readonly teller?: Teller;
  /** Begins every id, so that two runs can lie in one journal. Absent: ids begin with the line. */
  readonly runId?: string;
  /** How often a source tells its clock. Absent or 0: never. */
  readonly sourceHeartbeatMs?: DurationMs;
};

/** First places for contacts; the room doubles when it is full. */
const FIRST_CONTACTS = 256;

/** An empty centre at `from`: who is on duty by the rota has just signed in, nobody waits. */
export function startSimulation(options: SimulationOptions): Simulation {
  const plan = compileModel(options.model, options.seed, options.runId);
  const state = emptyState(plan, options);
  const simulation: Simulation = { plan, state, teller: options.teller };
  for (let source = 0; source < plan.model.sources.length; source += 1) {
    tell(simulation, FACT.sourceStarted, -1, -1, source);
  }
  setSourceHeartbeat(simulation, options.sourceHeartbeatMs ?? 0);
  for (const [agent, group] of plan.agentGroup.entries()) {
    if (plan.model.groups[group]?.rota === undefined) startDuty(simulation, agent);
  }
  for (let line = 0; line < plan.model.lines.length; line += 1) drawArrival(simulation, line);
  beginDay(simulation, true);
  return simulation;
}

/** From now on sources tell their clock so often; 0: no more. */
export function setSourceHeartbeat({ plan, state }: Simulation, everyMs: DurationMs): void {
  state.sourceHeartbeatMs = everyMs;
  if (everyMs <= 0) return;
  for (let source = 0; source < plan.model.sources.length; source += 1) {
    setTimer(state.timers, sourceOwner(source), state.now + everyMs);
  }
}

function emptyState(
  plan: CompiledModel,
  { model, from, books = 'quarters' }: SimulationOptions,
): SimulationState {
  const { queues, groups, lines, sources } = model;
  const lists = queues.length * CLASSES;
  const state: SimulationState = {
    now: FRACTION,
    dayStart: FRACTION,
    dayEnd: FRACTION,
    dayNumber: 0,
    told: new Float64Array(sources.length),
    sourceHeartbeatMs: 0,
    timers: emptyTimers(plan.firstContactOwner + FIRST_CONTACTS),
    contacts: emptyContacts(FIRST_CONTACTS),
    agents: emptyAgents(plan.agentGroup.length, groups.length),
    lines: emptyLineStates(lines.length, from),
    ledger: emptyLedger({ by: books, from: epochMs(from), queues: queues.length, groups: groups.length }),
    waiting: new Int32Array(queues.length),
    takeable: new Int32Array(queues.length),
    takeableInAll: 0,
    firstWaiting: new Int32Array(lists).fill(-1),
    lastWaiting: new Int32Array(lists).fill(-1),
    incidents: [],
  };
  state.now = from;
  return state;
}

/**
 * Instants begin as a number that is not whole: an engine that sees a small whole number first keeps the field as one, and
 * compiles everything anew when the first real instant comes.
 */
const FRACTION = 0.5;
