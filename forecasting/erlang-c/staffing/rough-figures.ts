import type { ServiceLevels } from '../models/patience-figures.ts';
import { logIdleOdds } from '../numerics/log-idle-odds.ts';
import { normalBelow } from '../special/normal-below.ts';
import type { Judged } from './judge-figures.ts';

type Question = {
  readonly agents: number;
  readonly load: number;
  /** Handle time over patience. */
  readonly leaveRate: number;
  /** Handle times. */
  readonly within: number;
  readonly definition: keyof ServiceLevels;
};

/**
 * Model A with the offered wait taken as a Gaussian around the wait that thins the arrivals to what the crew can serve
 * (Garnett, Mandelbaum and Reiman 2002; Whitt 2004). Times in handle times. For guesses: off by a few percent.
 */
export function roughFigures({ agents, load, leaveRate, within, definition }: Question): Judged {
  const centre = Math.log(load / agents) / leaveRate;
  const spread = 1 / Math.sqrt(agents * leaveRate);
  const top = centre / spread;
  const logIdle = logIdleOdds(agents, load) - (top * top) / 2 - 0.919;
  // Bounded away from 0 and overflow: far from the load the Gaussian says nothing, and only the order matters.
  const idle = Math.exp(Math.max(-700, Math.min(700, logIdle)));
  // Weights of the offered waits from t on: of all callers, and of those whose patience lasts.
  const scale = agents * spread;
  const shift = leaveRate * spread;
  const lasting = scale * Math.exp((shift * shift) / 2 - leaveRate * centre);
  const shifted = top - shift;
  const all = scale * normalBelow(top);
  const late = scale * normalBelow(top - within / spread);
  const stay = Math.min(all, lasting * normalBelow(shifted));
  const lateStay = Math.min(late, lasting * normalBelow(shifted - within / spread));
  const total = idle + all;
  const served = (idle + stay) / total;
  const inTime = (idle + stay - lateStay) / total;
  const leftEarly = (all - stay - late + lateStay) / total;
  const patient = Math.exp(-leaveRate * within);
  const levels = {
    offered: inTime,
    answered: inTime / served,
    excludingShortAbandons: inTime / (inTime + (late / total) * patient),
    abandonsCountGood: inTime + leftEarly + (late / total) * (1 - patient),
    virtual: inTime + leftEarly,
  };
  const abandonProbability = (all - stay) / total;
  const occupancy = Math.min(1, (load / agents) * served);
  const speedOfAnswer = abandonProbability / leaveRate;
  return {
    serviceLevel: levels[definition],
    waitProbability: all / total,
    abandonProbability,
    occupancy,
    speedOfAnswer,
  };
}
