import { bank } from './bank.ts';
import { cableCompany } from './cable-company.ts';
import { doubleEleven } from './double-eleven.ts';
import { nationalHotline } from './national-hotline.ts';
import type { SimulatedCentre } from './simulated-centre.ts';
import { tibetanSeats } from './tibetan-seats.ts';

/** Every simulated centre there is; the first is the one a visitor sees. */
export const simulatedCentres: readonly SimulatedCentre[] = [
  cableCompany,
  tibetanSeats,
  doubleEleven,
  bank,
  nationalHotline,
];

/** The simulated centre of this name; undefined when there is none. */
export function simulatedCentreNamed(id: string): SimulatedCentre | undefined {
  return simulatedCentres.find((one) => one.id === id);
}
