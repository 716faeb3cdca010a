import type { PassedOver, PassedOverReason } from '#domain/table-reading.ts';

/** Lines that are named of each reason: enough to find out what they are. */
export const LINES_NAMED = 5;

/** Keeps in mind which rows of a table were passed over, and why. */
export class PassedOverRows {
  readonly #reasons = new Map<PassedOverReason, { rows: number; readonly lines: number[] }>();

  add(reason: PassedOverReason, line: number): void {
    const known = this.#reasons.get(reason) ?? { rows: 0, lines: [] };
    this.#reasons.set(reason, known);
    known.rows += 1;
    if (known.lines.length < LINES_NAMED) known.lines.push(line);
  }

  /** How many rows were passed over for a reason. */
  rowsOf(reason: PassedOverReason): number {
    return this.#reasons.get(reason)?.rows ?? 0;
  }

  all(): readonly PassedOver[] {
    return [...this.#reasons].map(([reason, { rows, lines }]) => ({ reason, rows, lines }));
  }
}
