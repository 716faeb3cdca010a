import { FileFailure } from '../../../files/file-failure.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import type { IntervalRow } from '../intervals/interval-question.ts';

/** Reports that count an answer when it happens have intervals with more answers than calls, but not in so many rows. */
const MOST_ODD_SHARE = 0.2;
/** Contacts that were offered and neither answered nor lost are some; with most of them something else is counted. */
const MOST_LOST_SIDE_TIMES = 3;

/** Sees whether the columns of a history can be what their headings say, from the counts that stand beside each other. */
export type ColumnWatch = {
  hear(row: IntervalRow): void;
  /** Throws a FileFailure when offered contradicts answered and abandoned in too many rows. */
  settle(): void;
};

/** Watches a table of the columns `roles`; a table that tells offered alone says nothing against itself. */
export function watchColumns(source: string, roles: readonly ColumnRole[]): ColumnWatch {
  const at = (role: ColumnRole): number => roles.indexOf(role);
  const [offeredAt, answeredAt, abandonedAt] = [at('offered'), at('answered'), at('abandoned')];
  const told = { rows: 0, moreAnswered: 0, mostLost: 0 };
  return {
    hear({ values }) {
      const [offered = 0, answered] = [values[offeredAt], values[answeredAt]];
      if (offered <= 0 || answered === undefined) return;
      told.rows += 1;
      if (answered > offered) told.moreAnswered += 1;
      const abandoned = values[abandonedAt];
      if (abandoned !== undefined && offered > MOST_LOST_SIDE_TIMES * (answered + abandoned))
        told.mostLost += 1;
    },
    settle() {
      const tooMany = (rows: number): boolean => rows > MOST_ODD_SHARE * told.rows;
      const ask = 'are headings exchanged? Name the column with --map offered=HEADING';
      if (tooMany(told.moreAnswered))
        throw new FileFailure(
          `${source}: more was answered than offered in ${told.moreAnswered} of ${told.rows} rows: ${ask}`,
        );
      if (tooMany(told.mostLost))
        throw new FileFailure(
          `${source}: offered is more than ${MOST_LOST_SIDE_TIMES} times answered and abandoned in ${told.mostLost} of ${told.rows} rows: ${ask}`,
        );
    },
  };
}
