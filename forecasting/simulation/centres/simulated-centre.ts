import { HEARTBEAT_SILENCE_MS, USUAL_RULES, type Centre, type Naming } from '#domain/centre.ts';
import { USUAL_TARGET, type ServiceTarget } from '#domain/service-target.ts';
import { MINUTE_MS } from '#domain/time.ts';
import type { CentreModel, QueueModel } from '../model/centre-model.ts';

/** A contact centre to try things on: what happens in it, and what a server must know to show it. */
export type SimulatedCentre = {
  readonly id: string;
  readonly name: Naming;
  readonly model: CentreModel;
  readonly definitions: Centre;
};

export type SimulatedCentreOptions = Omit<CentreModel, 'queues'> & {
  readonly id: string;
  readonly name: Naming;
  readonly queues: readonly (QueueModel & { readonly name: Naming })[];
  readonly sites?: Centre['sites'];
  readonly target?: ServiceTarget;
};

/** A centre whose model and definitions name the same queues, sources and targets. */
export function simulatedCentre(options: SimulatedCentreOptions): SimulatedCentre {
  const { id, name, queues, sites = [], target: usual = USUAL_TARGET, ...model } = options;
  return {
    id,
    name,
    model: { ...model, queues: queues.map(({ name: _, ...queue }) => queue) },
    definitions: {
      name,
      zone: model.zone,
      intervalMs: 30 * MINUTE_MS,
      target: usual,
      queues: queues.map((queue) => ({ id: queue.id, name: queue.name, target: queue.target })),
      sites,
      sources: model.sources.map((source) => ({ id: source, silentAfterMs: HEARTBEAT_SILENCE_MS })),
      rules: USUAL_RULES,
    },
  };
}

/** "80 % in 20 s", abandons under 5 s do not count. */
export function target(percent: number, withinSeconds: number, shortAbandonSeconds = 5): ServiceTarget {
  return {
    share: percent / 100,
    withinMs: withinSeconds * 1_000,
    shortAbandonMs: shortAbandonSeconds * 1_000,
  };
}
