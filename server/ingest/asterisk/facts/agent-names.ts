import type { KnownMap } from '../../links/standing.ts';

/** Names that are one agent: interface, member name, agent number. */
export type AgentNames = {
  /** The agent's name; a name of which nothing is known is the agent's own. */
  resolve(name: string): string;
  /** `alias` is another word for `name`. Answers whether that is new. What was given in configuration stands. */
  learn(alias: string, name: string): boolean;
};

/** Names of 5,000 agents; the ones learnt first are forgotten for new ones. */
const NAMES_KEPT = 20_000;

/** Knows what was `given`, and what is learnt in `known`. */
export function agentNames(
  known: KnownMap<string>,
  given: ReadonlyMap<string, string> = new Map(),
): AgentNames {
  const resolve = (name: string): string => {
    const agent = given.get(name) ?? known.get(name);
    if (agent !== undefined) return given.get(agent) ?? agent;
    return name;
  };
  return {
    resolve,
    learn(alias, name) {
      const agent = resolve(name);
      if (alias === name || given.has(alias) || resolve(alias) === agent) return false;
      known.delete(alias);
      known.set(alias, agent);
      const oldest = known.entries().next().value;
      if (known.size() > NAMES_KEPT && oldest !== undefined) known.delete(oldest[0]);
      return true;
    },
  };
}

/** What an interface is called apart from its technology: `PJSIP/alice` is alice, `Local/2001@from-queue/n` is 2001. */
export function interfaceTail(name: string): string | undefined {
  const [, tail] = /^[A-Za-z][\w.]*[/:]([^/@]+)/.exec(name) ?? [];
  return tail;
}
