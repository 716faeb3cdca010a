import { CLASSES, LEVELS, MOST_SLOTS } from '../model/compile-model.ts';
import type { Simulation } from './simulation.ts';

/**
 * Who takes a contact of this queue that has waited so long: of the agents of the best level, those with the fewest
 * contacts in hand, and of these the one who has been free longest. −1: nobody.
 */
export function findAgent(simulation: Simulation, queue: number, waitedMs: number): number {
  const { plan, state } = simulation;
  const { entryStart, entryGroup, entryLevel } = plan;
  const end = entryStart[queue + 1] ?? 0;
  let found = -1;
  let foundLevel = 0;
  let foundLoad = MOST_SLOTS;
  if ((plan.keepFree[queue] ?? 0) > 0 && !enoughFree(simulation, queue)) return -1;
  for (let entry = entryStart[queue] ?? 0; entry < end; entry += 1) {
    const level = entryLevel[entry] ?? 1;
    if (found >= 0 && level > foundLevel) break;
    if (level > 1 && waitedMs < (plan.widenAfterMs[queue * LEVELS + level - 1] ?? 0)) break;
    const group = entryGroup[entry] ?? 0;
    const loads =
      (plan.wholeAgent[queue] ?? 0) === 1 ? 1 : Math.min(foundLoad + 1, plan.groupSlots[group] ?? 1);
    for (let load = 0; load < loads; load += 1) {
      const agent = state.agents.firstFree[group * MOST_SLOTS + load] ?? -1;
      if (agent < 0) continue;
      if (
        found < 0 ||
        load < foundLoad ||
        (state.agents.order[agent] ?? 0) < (state.agents.order[found] ?? 0)
      ) {
        found = agent;
        foundLevel = level;
        foundLoad = load;
      }
      break;
    }
  }
  return found;
}

/**
 * Which waiting contact this agent takes: the one that has waited longest, counting the head starts of its queue and class.
 * Of equals the one whose queue is named first among the agent's skills. −1: none.
 */
export function findContact(simulation: Simulation, agent: number): number {
  const { plan, state } = simulation;
  if (state.takeableInAll === 0) return -1;
  const group = plan.agentGroup[agent] ?? 0;
  const load = state.agents.load[agent] ?? 0;
  const end = plan.skillStart[group + 1] ?? 0;
  let found = -1;
  let foundSince = Infinity;
  for (let skill = plan.skillStart[group] ?? 0; skill < end; skill += 1) {
    const queue = plan.skillQueue[skill] ?? 0;
    if ((state.takeable[queue] ?? 0) === 0) continue;
    if (load > 0 && (plan.wholeAgent[queue] ?? 0) === 1) continue;
    if ((plan.keepFree[queue] ?? 0) > 0 && !enoughFree(simulation, queue)) continue;
    const level = plan.skillLevel[skill] ?? 1;
    const latest = level === 1 ? Infinity : state.now - (plan.widenAfterMs[queue * LEVELS + level - 1] ?? 0);
    for (let kind = 0; kind < CLASSES; kind += 1) {
      const contact = state.firstWaiting[queue * CLASSES + kind] ?? -1;
      if (contact < 0) continue;
      const queuedAt = state.contacts.queuedAt[contact] ?? 0;
      const since = queuedAt - (plan.boostsMs[queue * CLASSES + kind] ?? 0);
      if (queuedAt <= latest && since < foundSince) {
        found = contact;
        foundSince = since;
      }
    }
  }
  return found;
}

/** Whether more agents of the queue are idle than must be kept free. */
function enoughFree({ plan, state }: Simulation, queue: number): boolean {
  const end = plan.entryStart[queue + 1] ?? 0;
  let idle = 0;
  for (let entry = plan.entryStart[queue] ?? 0; entry < end; entry += 1) {
    idle += state.agents.idle[plan.entryGroup[entry] ?? 0] ?? 0;
  }
  return idle > (plan.keepFree[queue] ?? 0);
}
