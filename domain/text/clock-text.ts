import { twoDigits } from '../two-digits.ts';

/** Minutes since midnight as `09:30`; 1560 is `26:00`, two in the next night. */
export const clockText = (minute: number): string =>
  `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
