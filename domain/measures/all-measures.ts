import { AGENTS_TIME } from './definitions/agents-time.ts';
import { CHAT } from './definitions/chat.ts';
import { CUSTOMERS } from './definitions/customers.ts';
import { HANDLING } from './definitions/handling.ts';
import { RATES } from './definitions/rates.ts';
import { SELF_SERVICE } from './definitions/self-service.ts';
import { VOLUME } from './definitions/volume.ts';
import { WAITS } from './definitions/waits.ts';
import type { Measure } from './definitions/measure.ts';
import { serviceLevelUnder, type Profile } from './profiles.ts';

/** Every measure over rows, in the order of a report. */
export function allMeasures(profile: Profile): readonly Measure[] {
  return [
    ...VOLUME,
    ...serviceLevelUnder(profile),
    ...RATES,
    ...WAITS,
    ...HANDLING,
    ...CUSTOMERS,
    ...SELF_SERVICE,
    ...CHAT,
    ...AGENTS_TIME,
  ];
}
