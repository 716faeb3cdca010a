import type { BoardAlert, Figures } from '#domain/board/board.ts';
import { serviceLevel, type Bracket } from '#domain/measures/measures.ts';

/** What a tile says at a glance. `stale`: it was true once. `unknown`: it was never known. */
export type TileState = 'good' | 'risk' | 'breach' | 'stale' | 'unknown';
export type Judgement = Exclude<TileState, 'stale'>;

/** A service level this close above its target may be below it a few contacts later. */
const MARGIN_SHARE = 0.02;
/** Sums of decimal fractions are off by less than this. */
const ROUNDING = 1e-9;

/** Below its target for certain is a breach; not certainly above it, or only just, a risk. Unknown when nothing was offered. */
export function judgeServiceLevel(bracket: Bracket | undefined, target: number): Judgement {
  if (bracket === undefined) return 'unknown';
  if (bracket.high < target - ROUNDING) return 'breach';
  return bracket.low < target + MARGIN_SHARE - ROUNDING ? 'risk' : 'good';
}

/** A wait longer than the target time is a risk, even with no rule; a firing rule that it breaks is what its severity says. */
export function judgeLongestWait(waitMs: number, withinMs: number, alerts: readonly BoardAlert[]): Judgement {
  const broken = alerts.filter(
    (alert) => alert.measure === 'longest-wait' && waitMs > alert.threshold * 1000,
  );
  return worst([judgeAlerts(broken), waitMs > withinMs ? 'risk' : 'good']);
}

/** The state that firing alerts give what they are about: critical is a breach, a warning a risk, none good. */
export function judgeAlerts(alerts: readonly BoardAlert[]): Judgement {
  const firing = alerts.filter((alert) => alert.state === 'firing');
  if (firing.some((alert) => alert.severity === 'critical')) return 'breach';
  return firing.length > 0 ? 'risk' : 'good';
}

/** A queue's row: its firing alerts and its service level. A queue that was offered nothing is well. */
export function judgeQueue(figures: Figures, alerts: readonly BoardAlert[]): Judgement {
  const bracket = serviceLevel({ ...figures.interval.counts, undecided: figures.interval.undecided });
  const level = judgeServiceLevel(bracket, figures.target.share);
  return worst([judgeAlerts(alerts), level === 'unknown' ? 'good' : level]);
}

const ORDER: readonly Judgement[] = ['unknown', 'good', 'risk', 'breach'];

/** The gravest of some judgements; unknown when there is none. */
export function worst(judgements: readonly Judgement[]): Judgement {
  return ORDER.findLast((state) => judgements.includes(state)) ?? 'unknown';
}
