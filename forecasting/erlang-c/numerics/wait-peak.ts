import { patientTime } from './patient-time.ts';
import { placeRatio } from './place-ratio.ts';
import type { WaitingLine } from '../chains/waiting-line.ts';

/**
 * Where the density of the offered wait is highest, in handle times: 0 unless the load exceeds the crew. With
 * unlimited places it is where abandonment has thinned the arrivals down to what the crew can serve.
 * The line must be stable: leaveRate above 0, or places finite, or load below agents.
 */
export function waitPeak(line: WaitingLine): number {
  const { agents, load, leaveRate, places } = line;
  if (load <= agents) return 0;
  const open = leaveRate > 0 ? Math.log1p((load - agents) / agents) / leaveRate : Infinity;
  if (places === Infinity) return open;
  if (waitSlope(line, 0) <= 0) return 0;
  // (ln S)′ ≤ (places − 1)/x bounds the peak by the time the crew needs to empty the queue.
  return bisectPeak(line, Math.min(open, (places - 1) / agents));
}

/** 60 halvings: the peak only anchors the quadrature, so its digits do not matter to the result. */
function bisectPeak(line: WaitingLine, highest: number): number {
  let [low, high] = [0, highest];
  for (let step = 0; step < 60 && high - low > 1e-6 * high; step += 1) {
    const middle = (low + high) / 2;
    if (waitSlope(line, middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

function waitSlope({ agents, load, leaveRate, places }: WaitingLine, wait: number): number {
  const arrived = load * patientTime(leaveRate, wait);
  return load * Math.exp(-leaveRate * wait) * placeRatio(places, arrived) - agents;
}
