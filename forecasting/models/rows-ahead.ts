import type { DayTraits } from '../calendar/day-traits.ts';
import { expectedAhead, type DayStates, type FilterDay, type Outlook } from './day-filter.ts';
import { addTimes } from './factor-basis.ts';
import { gridRow, unknownGrid, type Grid } from './grid.ts';
import { JUDGED_DAYS, LEADS } from './model.ts';

/** By outlook, what the last days' figures were expected to be by LEADS. */
export type FiguresAhead = Readonly<Record<Outlook, readonly Float64Array[]>>;

/** What a filter's last days were expected to be, one series for each of LEADS. */
export function leadsAhead(states: DayStates, means: Float64Array, days: readonly FilterDay[]): FiguresAhead {
  const from = days.length - JUDGED_DAYS;
  const of = (outlook: Outlook): Float64Array[] =>
    LEADS.map((lead) => expectedAhead(states, means, { days, lead, outlook, from }));
  return { stays: of('stays'), returns: of('returns') };
}

type Fitted = {
  readonly basis: Grid;
  readonly filters: readonly {
    readonly centre: number;
    readonly scale: number;
    readonly ahead: FiguresAhead;
  }[];
  /** What the days' shapes have lately had in common, a row for the days before each. */
  readonly recent: Grid;
  readonly traits: readonly DayTraits[];
};

/** What the last days were expected to be, interval by interval, one grid for each of LEADS. */
export function rowsAhead(fitted: Fitted): Readonly<Record<Outlook, readonly Grid[]>> {
  const of = (outlook: Outlook): Grid[] => LEADS.map((lead, at) => gridAhead(fitted, { outlook, lead, at }));
  return { stays: of('stays'), returns: of('returns') };
}

function gridAhead(
  { basis, filters, recent, traits }: Fitted,
  { outlook, lead, at }: { readonly outlook: Outlook; readonly lead: number; readonly at: number },
): Grid {
  const first = Math.max(0, traits.length - JUDGED_DAYS);
  const grid = unknownGrid(traits.length - first, basis.columns);
  let known = -1;
  for (const [row, { number }] of traits.entries()) {
    while ((traits[known + 1]?.number ?? Infinity) <= number - lead) known += 1;
    if (known < 0 || row < first) continue;
    const cells = gridRow(grid, row - first);
    cells.set(gridRow(recent, known + 1));
    for (const [factor, { centre, scale, ahead }] of filters.entries())
      addTimes(cells, gridRow(basis, factor), centre + scale * (ahead[outlook][at]?.[row] ?? Number.NaN));
  }
  return grid;
}
