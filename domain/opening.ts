/** A stretch of a local day in minutes since midnight; `until` is not in it. */
export type OpenSpan = { readonly from: number; readonly until: number };

/** When a queue is usually answered. */
export type Opening = {
  /** The open spans of each weekday in order of time, Monday first; none on a day that is closed. */
  readonly week: readonly (readonly OpenSpan[])[];
};

/** The spans that these intervals of a day, ascending, make up. */
export function openSpans(intervals: readonly number[], intervalMinutes: number): readonly OpenSpan[] {
  const spans: { from: number; until: number }[] = [];
  for (const interval of intervals) {
    const from = interval * intervalMinutes;
    const last = spans.at(-1);
    if (last?.until === from) last.until = from + intervalMinutes;
    else spans.push({ from, until: from + intervalMinutes });
  }
  return spans;
}
