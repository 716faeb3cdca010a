import { DAY_MINUTES, MINUTE_MS } from '#domain/time.ts';
import { FileFailure } from '../../../files/file-failure.ts';

/** What a row tells of an interval. */
export type ToldRow = {
  readonly line: number;
  readonly queue: string;
  readonly dayNumber: number;
  readonly minute: number;
  readonly offered: number;
  readonly handleSeconds: number | undefined;
};

/** More rows of intervals that were told before: each contact has its own row, or each agent. */
const MOST_REPEATED = 200_000;

/** Rows of intervals that other rows have told before, until it is known what those said. */
export class RepeatedRows {
  readonly #name: string;
  readonly #apart: string | undefined;
  readonly #rows: ToldRow[] = [];
  readonly #before = new Map<string, ToldRow[]>();
  readonly #lines = new Set<string>();

  /** `apart` says what would name their queues apart, if anything would. */
  constructor(name: string, apart: string | undefined) {
    this.#name = name;
    this.#apart = apart;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  add(row: ToldRow): void {
    this.#rows.push(row);
    this.#before.set(keyOf(row), []);
    this.#lines.add(placeOf(row));
    if (this.#rows.length > MOST_REPEATED)
      throw new FileFailure(
        `${this.#name}: more than ${MOST_REPEATED} rows are about a queue and an interval that another row has told: expected one row for each${this.#apart === undefined ? '' : `; ${this.#apart}`}`,
      );
  }

  /** Hears every row of the table once more, to know what was told first. */
  hear(row: ToldRow): void {
    const key = keyOf(row);
    if (!this.#before.has(key) || this.#lines.has(placeOf(row))) return;
    this.#before.get(key)?.push(row);
  }

  /** Each repeated row with the row that was taken before it: an equal one if there is. */
  pairs(): readonly { readonly row: ToldRow; readonly before: ToldRow; readonly isEqual: boolean }[] {
    return this.#rows.flatMap((row) => {
      const before = this.#before.get(keyOf(row)) ?? [];
      const equal = before.find(
        (one) => one.offered === row.offered && one.handleSeconds === row.handleSeconds,
      );
      const first = equal ?? before[0];
      return first === undefined ? [] : [{ row, before: first, isEqual: equal !== undefined }];
    });
  }

  /** Asks about rows that are equal to others and may yet be of something else. */
  equalRows(rows: number): FileFailure {
    return new FileFailure(
      `${this.#name}: ${rows} rows tell an interval as another row does: ${this.#apart ?? ''}; if they are copies say --duplicates first`,
    );
  }

  /** Refuses rows of one interval that differ, all of them at once, with what would settle it. */
  conflict(conflicts: readonly { readonly row: ToldRow; readonly before: ToldRow }[]): FileFailure {
    const named = conflicts
      .slice(0, MOST_NAMED)
      .map(({ row, before }) => `\n  ${row.queue} ${startOf(row)}: ${said(before)}, ${said(row)}`);
    const more = conflicts.length > MOST_NAMED ? `\n  and ${conflicts.length - MOST_NAMED} more` : '';
    const apart = this.#apart === undefined ? '' : `; ${this.#apart}`;
    return new FileFailure(
      `${this.#name}: ${conflicts.length} intervals are told twice, and not the same: say --duplicates first, last or sum${apart}${named.join('')}${more}`,
    );
  }
}

/** Conflicts that are named one by one. */
const MOST_NAMED = 10;

const keyOf = ({ queue, dayNumber, minute }: ToldRow): string =>
  `${queue}\n${dayNumber * DAY_MINUTES + minute}`;
/** One line may tell of several queues and intervals. */
const placeOf = (row: ToldRow): string => `${row.line}\n${keyOf(row)}`;

const said = ({ line, offered, handleSeconds }: ToldRow): string =>
  `line ${line} says ${offered}${handleSeconds === undefined ? '' : ` of ${Math.round(handleSeconds)} s`}`;

/** A start as people read it. */
export const startOf = ({ dayNumber, minute }: Pick<ToldRow, 'dayNumber' | 'minute'>): string =>
  new Date((dayNumber * DAY_MINUTES + minute) * MINUTE_MS).toISOString().slice(0, 16);
