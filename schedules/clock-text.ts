/** Minutes since midnight as `09:30`; 1560 is `26:00`, two in the next night. */
export const clockText = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

const two = (value: number): string => String(value).padStart(2, '0');
