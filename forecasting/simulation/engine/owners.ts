import { MOST_INCIDENTS, type CompiledModel } from '../model/compile-model.ts';

/** Timer owners, in this order: the day, the sources, incidents, lines, agents' days, agents' networks, contacts. */
export const DAY_OWNER = 0;
export const FIRST_INCIDENT = 1;

export const sourceOwner = (source: number): number => FIRST_INCIDENT + MOST_INCIDENTS + source;

export const lineOwner = (plan: CompiledModel, line: number): number =>
  sourceOwner(plan.model.sources.length) + line;

export const agentOwner = (plan: CompiledModel, agent: number): number => plan.firstAgentOwner + agent;

export const networkOwner = (plan: CompiledModel, agent: number): number =>
  plan.firstAgentOwner + plan.agentGroup.length + agent;

export const contactOwner = (plan: CompiledModel, contact: number): number =>
  plan.firstContactOwner + contact;
