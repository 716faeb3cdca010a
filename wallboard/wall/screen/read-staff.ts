import type { Figures } from '#domain/board/board.ts';

/** How agents are told apart on a wall. Undefined is unknown. */
export type StaffPart = 'free' | 'busy' | 'away' | 'unreachable';
export type Staff = { readonly [Name in StaffPart | 'signedIn' | 'present']: number | undefined };

/** Agents as a floor sees them: wrap-up counts as busy, and so does who is on a contact without a sign-in. The parts add up to those present. */
export function readStaff({ agents, day }: Figures): Staff {
  const { available, away, unreachable, unsigned } = agents;
  const busy = agents.busy + agents['wrap-up'];
  const signedIn = available + busy + away + unreachable;
  const { availableMs, busyMs, wrapUpMs, awayMs, unreachableMs } = day.agentTime;
  const wasSignedInMs = availableMs + busyMs + wrapUpMs + awayMs + unreachableMs;
  if (signedIn > 0 || wasSignedInMs > 0)
    return {
      free: available,
      busy: busy + unsigned,
      away,
      unreachable,
      signedIn,
      present: signedIn + unsigned,
    };
  return { ...UNKNOWN, busy: unsigned > 0 ? unsigned : undefined };
}

const UNKNOWN: Staff = {
  free: undefined,
  busy: undefined,
  away: undefined,
  unreachable: undefined,
  signedIn: undefined,
  present: undefined,
};
