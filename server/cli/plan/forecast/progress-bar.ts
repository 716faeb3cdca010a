/** Cells of the bar: it and its words fit a terminal of 80 columns. */
const WIDTH = 30;

/** A bar with how much is done: `[=====>     ] 5 of 12 queues`. */
export function progressBar(done: number, of: number, what: string): string {
  const filled = of > 0 ? Math.floor((WIDTH * Math.min(done, of)) / of) : 0;
  return `[${'='.repeat(filled).padEnd(WIDTH)}] ${done} of ${of} ${what}`;
}
