import type { Incident } from './centre-model.ts';

/** An incident that goes on, or is still to come. */
export type OpenIncident = {
  readonly slot: number;
  readonly incident: Incident;
  hasBegun: boolean;
};
