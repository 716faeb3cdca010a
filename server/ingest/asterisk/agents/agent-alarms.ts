import type { EpochMs } from '#domain/time.ts';

/** Agents to be looked at again when a time has come. */
export type AgentAlarms = {
  set(at: EpochMs, agent: string): void;
  /** Takes out the earliest that is due; undefined when none is. */
  next(now: EpochMs): { readonly at: EpochMs; readonly agent: string } | undefined;
};

/** More than two an agent never wait; this is a centre far beyond ours. */
const ALARMS_KEPT = 100_000;

/** No alarm yet. */
export function agentAlarms(): AgentAlarms {
  const alarms: { at: EpochMs; agent: string }[] = [];
  return {
    set(at, agent) {
      if (alarms.length >= ALARMS_KEPT) return;
      let place = alarms.length;
      // Times of one length come in order: the place is at or near the end.
      while (place > 0 && (alarms[place - 1]?.at ?? 0) > at) place -= 1;
      alarms.splice(place, 0, { at, agent });
    },
    next(now) {
      const first = alarms[0];
      return first !== undefined && first.at <= now ? alarms.shift() : undefined;
    },
  };
}
