import { excess } from './excess.ts';
import type { WaitingLine } from '../chains/waiting-line.ts';

/** Below this logarithm a probability is 0 in double precision whatever it is multiplied with here. */
const VANISHED = -1e5;
const MOST_FACTORS = 4096;

/**
 * ln of P(all places taken) over P(all agents busy, nobody waiting): Σ ln(load/(agents + i·leaveRate)) over the waiting
 * places i. Answers −Infinity for unlimited places and 0 for none.
 */
export function logLastPlace({ agents, load, leaveRate, places }: WaitingLine): number {
  if (places === Infinity) return -Infinity;
  if (places === 0) return 0;
  if (leaveRate === 0) {
    return (
      places * (load < agents / 2 ? Math.log(load) - Math.log(agents) : Math.log1p((load - agents) / agents))
    );
  }
  const single = Math.min(places, MOST_FACTORS);
  let sum = 0;
  let product = 1;
  for (let i = 1; i <= single; i += 1) {
    product *= load / (agents + i * leaveRate);
    if (product < 1e-200 || product > 1e200) {
      sum += Math.log(product);
      product = 1;
      if (sum < VANISHED) return -Infinity;
    }
  }
  const first = sum + Math.log(product);
  return places > single
    ? first + logFarPlaces(load, agents + single * leaveRate, leaveRate, places - single)
    : first;
}

/** The same sum for i = 1…count from a larger start, by Euler–Maclaurin: its next term is below 1e-15. */
function logFarPlaces(load: number, start: number, step: number, count: number): number {
  const growth = (count * step) / start;
  const integral = (start / step) * (growth * growth - (1 + growth) * excess(growth));
  const ends = Math.log1p(growth) / 2 - (step / start / 12) * (growth / (1 + growth));
  return count * Math.log(load / start) - integral - ends;
}
