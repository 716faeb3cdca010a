/** `7` as `07`: hours, minutes and seconds of a clock. */
export const twoDigits = (value: number): string => String(value).padStart(2, '0');
