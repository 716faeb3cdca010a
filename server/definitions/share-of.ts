/** 0.8 for 0.8 and for `80%`, as the schema lets a share be written. */
export function shareOf(written: number | string): number {
  return typeof written === 'number' ? written : (shareOfPercent(written) ?? NaN);
}

/** 0.8 for `80%`; undefined for anything else. */
export function shareOfPercent(text: string): number | undefined {
  const [, digits] = /^(\d+(?:\.\d+)?) ?%$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) / 100;
}
