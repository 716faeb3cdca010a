/**
 * (1 − e^(−rate·t))/rate: the mean time, of the next t, that a caller with exponential patience stays. It is t itself
 * for rate 0.
 */
export function patientTime(rate: number, t: number): number {
  const turns = rate * t;
  return turns < 1e-300 ? t : -Math.expm1(-turns) / rate;
}
