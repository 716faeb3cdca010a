import { excess } from './excess.ts';
import { shiftedFall } from './shifted-fall.ts';
import type { WaitingLine } from '../chains/waiting-line.ts';

/**
 * −agents·t + load·(1 − e^(−leaveRate·t))/leaveRate: ln of the offered-wait density for unlimited places, up to its
 * constant (Palm 1957; Zeltyn and Mandelbaum 2005). Measured from its peak where that is nearer, so that a floor of
 * 10,000 with an hour's patience keeps its digits.
 */
export function logUnlimitedWait({ agents, load, leaveRate }: WaitingLine, wait: number): number {
  const surplus = (load - agents) / agents;
  const peak = surplus > 0 && leaveRate > 0 ? Math.log1p(surplus) / leaveRate : 0;
  if (wait <= peak / 2 || peak === 0) {
    return (load - agents) * wait - load * leaveRate * wait * wait * shiftedFall(leaveRate * wait);
  }
  const past = wait - peak;
  const top = (agents / leaveRate) * excess(surplus);
  return top - agents * leaveRate * past * past * shiftedFall(leaveRate * past);
}
