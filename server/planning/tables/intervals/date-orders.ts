import type { DateOrderFound } from '#domain/table-reading.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { dayInOrder, type DateOrder, type DateText } from '../../../files/values/date-text.ts';

/** Finds out in which order the numbers of dates stand: every date leaves out what it cannot be. */
export class DateOrders {
  readonly #name: string;
  #possible: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];
  #found: DateOrderFound | undefined;
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
    const possible = this.#possible.filter((order) => isOnWeekday(dayInOrder(date, order), weekday));
    if (possible.length === 0) throw this.#contradiction(where);
    this.#first ??= where;
    this.#possible = possible;
    const [order] = possible;
    if (possible.length === 1 && order !== undefined)
      this.#found ??= { order, because: { kind: 'date', ...where } };
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
