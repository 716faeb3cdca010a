import type { AcdEvent } from '#domain/acd-event.ts';
import type { AgentId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** Where agents were signed in. It grows with sign-ins that name a site: a few a day for each agent. */
export type SiteBook = {
  learn(events: readonly AcdEvent[]): void;
  /** The site of the agent's last sign-in before or at this instant, or else of the first after it. Undefined: none was told. */
  siteOf(agent: AgentId, at: EpochMs): string | undefined;
};

type SignIn = { readonly at: EpochMs; readonly site: string };

/** Nobody is signed in anywhere. */
export function siteBook(): SiteBook {
  const signIns = new Map<AgentId, SignIn[]>();
  return {
    learn(events) {
      for (const event of events) {
        if (event.kind !== 'agent-signed-in' || event.site === undefined) continue;
        const known = signIns.get(event.agent) ?? [];
        const at = known.findLastIndex((one) => one.at <= event.at);
        // The same site again says nothing new, in whatever order it is heard.
        if (known[at]?.site !== event.site) known.splice(at + 1, 0, { at: event.at, site: event.site });
        signIns.set(event.agent, known);
      }
    },
    siteOf(agent, at) {
      const known = signIns.get(agent);
      return (known?.findLast((one) => one.at <= at) ?? known?.[0])?.site;
    },
  };
}
