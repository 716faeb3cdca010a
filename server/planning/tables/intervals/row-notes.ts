import type { PassedOver, PassedOverReason } from '#domain/table-reading.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { LINES_NAMED, PassedOverRows } from '../../../files/reading/passed-over-rows.ts';

type Mistake = { rows: number; readonly first: string[] };

/** Keeps in mind which rows were passed over and which cannot be read, to say all of it at once. */
export class RowNotes {
  readonly #name: string;
  readonly #passedOver = new PassedOverRows();
  readonly #mistakes = new Map<string, Mistake>();
  #wrongRows = 0;

  constructor(name: string) {
    this.#name = name;
  }

  passOver(reason: PassedOverReason, line: number): void {
    this.#passedOver.add(reason, line);
  }

  /** How many rows were passed over for a reason. */
  rowsOf(reason: PassedOverReason): number {
    return this.#passedOver.rowsOf(reason);
  }

  /** `expected` is what mistakes of one kind have in common, `got` is what stands there. */
  mistake(line: number, expected: string, got: string): void {
    const known = this.#mistakes.get(expected) ?? { rows: 0, first: [] };
    this.#mistakes.set(expected, known);
    known.rows += 1;
    this.#wrongRows += 1;
    if (known.first.length < LINES_NAMED) known.first.push(`line ${line}${got === '' ? '' : `: ${got}`}`);
    if (known.rows === 1)
      this.#firstSaid ??= `${this.#name} line ${line}: ${expected}${got === '' ? '' : `, got ${got}`}`;
    this.passOver('mistake', line);
  }

  #firstSaid: string | undefined;

  get passedOver(): readonly PassedOver[] {
    return this.#passedOver.all();
  }

  /** Throws when anything cannot be read: one mistake in a line, several as a list. */
  refuseMistakes(): void {
    if (this.#wrongRows === 0) return;
    if (this.#wrongRows === 1) throw new FileFailure(this.#firstSaid ?? this.#name);
    const kinds = [...this.#mistakes].map(([expected, { rows, first }]) => {
      const more = rows > first.length ? `, and ${rows - first.length} more` : '';
      return `\n  ${expected}: ${first.join('; ')}${more}`;
    });
    throw new FileFailure(
      `${this.#name}: ${this.#wrongRows} rows cannot be read (--skip-mistakes passes over them):${kinds.join('')}`,
    );
  }
}
