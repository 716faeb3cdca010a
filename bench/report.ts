/** Prints one figure. */
export function report(name: string, value: number, unit: string): void {
  const digits = value >= 100 ? 0 : 2;
  console.log(
    `${name.padEnd(46)} ${value.toLocaleString('en', { maximumFractionDigits: digits }).padStart(14)} ${unit}`,
  );
}
