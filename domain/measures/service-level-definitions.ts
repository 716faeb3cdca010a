import type { DefinitionName } from '../staffing-plan.ts';
import type { Counts } from './counts.ts';

/**
 * How vendors and standards compute "service level" from the same visits. Ours is `callboard`; the others let a wall be
 * reconciled with a switch's own report. Each answers the numerator and the denominator, so that parts add up before dividing.
 */
export type ServiceLevelDefinition = (counts: Readonly<Counts>) => {
  readonly met: number;
  readonly of: number;
};

const resolved = (counts: Readonly<Counts>): number => counts.answered + counts.abandoned;

export const serviceLevelDefinitions = {
  /** Short abandons out, flow-outs in, closed hours out. */
  callboard: (counts) => ({
    met: counts.answeredWithin,
    of: counts.offered - counts.shortAbandoned - counts.leftClosed,
  }),
  /** ICMI formula 1; Cisco "positive impact"; Asterisk ServicelevelPerf2: abandons within the time help. */
  'abandons-help': (counts) => ({
    met: counts.answeredWithin + counts.abandonedWithin,
    of: resolved(counts),
  }),
  /** Answered only; early CMS; Asterisk ServicelevelPerf. */
  'answered-only': (counts) => ({ met: counts.answeredWithin, of: counts.answered }),
  /** All abandons hurt; Cisco "negative impact"; 20 秒接通率. */
  'abandons-hurt': (counts) => ({ met: counts.answeredWithin, of: resolved(counts) }),
  /** Abandons within the time are ignored; Cisco "ignore". */
  'abandons-within-ignored': (counts) => ({
    met: counts.answeredWithin,
    of: resolved(counts) - counts.abandonedWithin,
  }),
  /** Short abandons out, flow-outs out; the usual setting of several cloud suites. */
  'short-abandons-out': (counts) => ({
    met: counts.answeredWithin,
    of: resolved(counts) - counts.shortAbandoned,
  }),
} as const satisfies Record<DefinitionName, ServiceLevelDefinition>;
