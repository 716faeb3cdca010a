import { addDays, type LocalDay } from '#domain/local-day.ts';
import type { Person } from '../../../../schedules/people/person.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { escaped, printedPage, shiftCell, weeksOf } from './printed-page.ts';
import { tintsOf } from './shift-tints.ts';
import { weekdayInBoth } from './weekday-in-both.ts';

/** A roster as a page to be printed: a sheet for each week and site, people down and days across, with the hours of every shift. */
export function rosterPage(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): string {
  const byCell = new Map(shifts.map((shift) => [`${shift.person} ${shift.day}`, shift]));
  const teams = Map.groupBy(problem.people, ({ site }) => site ?? '');
  const tints = tintsOf(problem);
  const sheets = weeksOf(problem).flatMap((monday) =>
    [...teams].flatMap(([site, people]) =>
      sheetsOf(people, (some, part) => ({ problem, byCell, tints, monday, site, part, people: some })),
    ),
  );
  const title = problem.name.en ?? 'Roster';
  return printedPage(
    title,
    sheets.map((sheet) => sheetText(title, sheet)),
  );
}

type Sheet = {
  readonly problem: ShiftPlanProblem;
  readonly byCell: ReadonlyMap<string, NamedShift>;
  readonly tints: ReadonlyMap<string, number>;
  readonly monday: LocalDay;
  readonly site: string;
  /** `1/3` of the sheets of a site; nothing where there is one. */
  readonly part: string;
  readonly people: readonly Person[];
};

/** As many people as a landscape page of A4 holds in letters that are read on a wall. */
const PEOPLE_A_SHEET = 20;

function sheetsOf(
  people: readonly Person[],
  sheet: (some: readonly Person[], part: string) => Sheet,
): readonly Sheet[] {
  const many = Math.ceil(people.length / PEOPLE_A_SHEET);
  return Array.from({ length: many }, (_, at) =>
    sheet(
      people.slice(at * PEOPLE_A_SHEET, (at + 1) * PEOPLE_A_SHEET),
      many > 1 ? ` · ${at + 1}/${many}` : '',
    ),
  );
}

function sheetText(title: string, { problem, byCell, tints, monday, site, part, people }: Sheet): string {
  const days = Array.from({ length: 7 }, (_, at) => addDays(monday, at));
  const isPlanned = (day: LocalDay): boolean => day >= problem.from && day < problem.until;
  const heads = days.map((day) => `<th>${day.slice(5)}<br>${weekdayInBoth(day)}</th>`);
  const rows = people.map((person) => {
    const cells = days.map((day) => {
      const shift = byCell.get(`${person.id} ${day}`);
      if (shift === undefined) return isPlanned(day) ? '<td class="off">–</td>' : '<td></td>';
      return shiftCell(problem, shift, tints);
    });
    return `<tr><th>${escaped(person.name ?? person.id)}</th>${cells.join('')}</tr>`;
  });
  const place = site === '' ? '' : ` · ${escaped(site)}`;
  return `<section>
<h1>${escaped(title)}${place} <small>${monday} – ${addDays(monday, 6)}${part}</small></h1>
<table><thead><tr><th></th>${heads.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</section>`;
}
