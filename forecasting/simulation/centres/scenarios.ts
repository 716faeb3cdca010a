import { bank } from './bank.ts';
import { cableCompany } from './cable-company.ts';
import { doubleEleven } from './double-eleven.ts';
import { nationalHotline } from './national-hotline.ts';
import type { Scenario } from './scenario.ts';
import { tibetanSeats } from './tibetan-seats.ts';

/** Every scenario there is; the first is the one a visitor sees. */
export const scenarios: readonly Scenario[] = [
  cableCompany,
  tibetanSeats,
  doubleEleven,
  bank,
  nationalHotline,
];

/** The scenario of this name; undefined when there is none. */
export function scenarioNamed(id: string): Scenario | undefined {
  return scenarios.find((one) => one.id === id);
}
