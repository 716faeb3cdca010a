import type { Naming } from '../centre.ts';
import type { EpochMs } from '../time.ts';

/** Where a visitor tells a demonstration what should happen. */
export const DEMO_PATH = '/v1/demo';

/** Speeds that a visitor may choose: seconds of the floor in a second of ours. */
export const DEMO_SPEEDS = [1, 10, 60] as const;

/** What a visitor may let happen: more of everything, a mass outage, home agents who lose their network. */
export const DEMO_INCIDENTS = ['surge', 'outage', 'unreachable'] as const;
export type DemoIncident = (typeof DEMO_INCIDENTS)[number];

/** What a visitor asks for. While the feed is cut the sources fall silent; what they withheld comes late. */
export type DemoAction =
  | { readonly action: 'provoke'; readonly incident: DemoIncident }
  | { readonly action: 'cut-feed' | 'restore-feed' }
  | { readonly action: 'set-speed'; readonly speed: number };

/** An incident that came by itself has no known end. */
export type DemoIncidentFigures =
  | { readonly state: 'ready' }
  | { readonly state: 'running'; readonly until?: EpochMs };

/** What a demonstration tells of itself. A board without it is of a real floor. */
export type DemoFigures = {
  readonly centre: Naming;
  readonly speed: number;
  readonly isFeedCut: boolean;
  /** The floor's time of day is not ours: it is night now, or the floor's clock runs faster. */
  readonly hasOwnClock: boolean;
  /** Those that this floor can have: without home agents nobody loses a network at home. */
  readonly incidents: Readonly<Partial<Record<DemoIncident, DemoIncidentFigures>>>;
};
