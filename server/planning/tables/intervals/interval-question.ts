import type { TimeZone } from '#domain/time-zone.ts';
import type { TableSource } from '../../../files/table-source.ts';
import type { IntervalShape } from '../layout/measure-items.ts';
import type { TableChoices } from '../layout/table-choices.ts';

/** What one interval of one queue says, in the order of `roles`; undefined where nothing is told. */
export type IntervalRow = {
  readonly line: number;
  readonly queue: string;
  /** Since 1970, and minutes of that day, on the local clock. */
  readonly dayNumber: number;
  readonly minute: number;
  readonly values: readonly (number | undefined)[];
  /** What kind of work it is about; empty where the table does not tell kinds apart. */
  readonly stream: string;
};

/** How a table of intervals is to be read. */
export type IntervalQuestion = {
  readonly source: TableSource;
  readonly shape: IntervalShape;
  readonly choices: TableChoices;
  /** Times with an offset must be of this zone, or of UTC. Absent: there must be no offset. */
  readonly zone?: TimeZone | undefined;
  /** Counts are whole numbers. */
  readonly isWhole: boolean;
  /** Told now and then how many rows were read. */
  readonly onRows?: ((rows: number) => void) | undefined;
};
