import type { AgentId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import type { Floor } from './floor.ts';

/** Where the agent was signed in at an instant: by the last sign-in until then that named a site, among those still known. Undefined: nobody said. */
export function siteOf({ agents }: Pick<Floor, 'agents'>, agent: AgentId, at: EpochMs): string | undefined {
  const marks = agents.get(agent)?.marks ?? [];
  for (let place = marks.length - 1; place >= 0; place -= 1) {
    const mark = marks[place];
    if (mark?.kind !== 'fact' || mark.at > at) continue;
    if (mark.fact.kind === 'agent-signed-in' && mark.fact.site !== undefined) return mark.fact.site;
  }
  return undefined;
}
