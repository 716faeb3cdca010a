/** Prints the median and the 99th percentile of waits in ms, with how many of `sent` were seen at all. */
export function reportWaits(name: string, waits: readonly number[], sent: number): void {
  const sorted = [...waits].sort((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  report(`${name}: p50`, at(0.5), 'ms');
  report(`${name}: p99`, at(0.99), `ms (${sorted.length} of ${sent} seen)`);
}

/** Prints one figure. */
export function report(name: string, value: number, unit: string): void {
  const digits = value >= 100 ? 0 : 2;
  console.log(
    `${name.padEnd(46)} ${value.toLocaleString('en', { maximumFractionDigits: digits }).padStart(14)} ${unit}`,
  );
}
