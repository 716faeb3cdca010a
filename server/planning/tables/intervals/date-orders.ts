import type { DateOrderFound } from '#domain/table-reading.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { dayInOrder, type DateOrder, type DateText } from '../../../files/values/date-text.ts';

/** Two years of days are read as thirty where the year is taken for the day. */
const SCATTERED = 8;

/** Finds out in which order the numbers of dates stand: every date leaves out what it cannot be. */
export class DateOrders {
  readonly #name: string;
  #possible: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];
  #found: DateOrderFound | undefined;
  /** The first and the last day of all, in each order. */
  readonly #spans = new Map<DateOrder, { readonly first: number; readonly last: number }>();
  #first: { readonly text: string; readonly line: number } | undefined;

  constructor(name: string, named: DateOrder | undefined) {
    this.#name = name;
    if (named === undefined) return;
    this.#possible = [named];
    this.#found = { order: named, because: { kind: 'named-by-user' } };
  }

  /** The order, once it is known. */
  get found(): DateOrderFound | undefined {
    return this.#found;
  }

  /** Whether any date was seen whose order matters. */
  get isNeeded(): boolean {
    return this.#first !== undefined;
  }

  /** Looks at one more date; `weekday` is the one that stands beside it. */
  observe(
    date: DateText,
    weekday: number | undefined,
    where: { readonly text: string; readonly line: number },
  ): void {
    if (date.kind !== 'numbers') return;
    this.#widenSpans(date);
    const possible = this.#possible.filter((order) => isOnWeekday(dayInOrder(date, order), weekday));
    if (possible.length === 0) throw this.#contradiction(where);
    this.#first ??= where;
    this.#possible = possible;
    const [order] = possible;
    if (possible.length === 1 && order !== undefined)
      this.#found ??= { order, because: { kind: 'date', ...where } };
  }

  #widenSpans(date: DateText): void {
    for (const order of this.#possible) {
      const day = dayInOrder(date, order);
      if (day === undefined) continue;
      const { first, last } = this.#spans.get(order) ?? { first: day, last: day };
      this.#spans.set(order, { first: Math.min(first, day), last: Math.max(last, day) });
    }
  }

  /**
   * Settles whether a year of two digits stands first or last, where nothing else does: read the wrong way, days of a month are thirty years
   * apart. Which of day and month stands first is not settled so.
   */
  settleYear(): void {
    const lengths = new Map(this.#possible.map((order) => [order, this.#lengthOf(order)]));
    const shortest = Math.min(...lengths.values());
    const nearest = this.#possible.find((order) => lengths.get(order) === shortest);
    this.#possible = this.#possible.filter(
      (order) =>
        (order === 'ymd') === (nearest === 'ymd') || (lengths.get(order) ?? 0) <= SCATTERED * shortest,
    );
    const [order] = this.#possible;
    if (this.#possible.length === 1 && order !== undefined && this.#first !== undefined)
      this.#found ??= { order, because: { kind: 'near-days', ...this.#first } };
  }

  #lengthOf(order: DateOrder): number {
    const { first, last } = this.#spans.get(order) ?? { first: 0, last: Infinity };
    return last - first;
  }

  /** What has to be asked when no date tells. */
  question(): FileFailure {
    const { text = '', line = 0 } = this.#first ?? {};
    const ways = this.#possible.map((order) => `--dates ${order} (${IN_WORDS[order]})`);
    return new FileFailure(
      `${this.#name} line ${line}: ${text} could be two days, and so could every other date in it: say ${ways.join(' or ')}`,
    );
  }

  #contradiction({ text, line }: { readonly text: string; readonly line: number }): FileFailure {
    const order = this.#possible.map((one) => IN_WORDS[one]).join(' or ');
    const because = this.#found?.because;
    const shown = because?.kind === 'date' ? ` as in ${because.text} on line ${because.line}` : '';
    return new FileFailure(
      `${this.#name} line ${line}: ${text} is no day in the order ${order}${shown}: expected one order in all of the table`,
    );
  }
}

const IN_WORDS: Readonly<Record<DateOrder, string>> = {
  ymd: 'year, month, day',
  dmy: 'day, month, year',
  mdy: 'month, day, year',
};

/** Monday is 0; 1970-01-01 was a Thursday. */
const isOnWeekday = (dayNumber: number | undefined, weekday: number | undefined): boolean =>
  dayNumber !== undefined && (weekday === undefined || (((dayNumber + 3) % 7) + 7) % 7 === weekday);
