import { addDays, mondayOf, weekday, type LocalDay } from '#domain/local-day.ts';
import type { EpochMs } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import type { Person } from '../../../../schedules/people/person.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { shiftSpan } from '../../../../schedules/shift-template.ts';

/** A roster as a page to be printed: a sheet for each week and site, people down and days across, with the hours of every shift. */
export function rosterPage(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): string {
  const byCell = new Map(shifts.map((shift) => [`${shift.person} ${shift.day}`, shift]));
  const teams = Map.groupBy(problem.people, ({ site }) => site ?? '');
  const kinds = [...new Set(problem.templates.map(({ kind }) => kind))];
  const sheets = weeksOf(problem).flatMap((monday) =>
    [...teams].flatMap(([site, people]) =>
      sheetsOf(people, (some) => ({ problem, byCell, kinds, monday, site, people: some })),
    ),
  );
  const title = problem.name.en ?? 'Roster';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
${sheets.map((sheet) => sheetText(title, sheet)).join('\n')}
</html>
`;
}

type Sheet = {
  readonly problem: ShiftPlanProblem;
  readonly byCell: ReadonlyMap<string, NamedShift>;
  readonly kinds: readonly string[];
  readonly monday: LocalDay;
  readonly site: string;
  readonly people: readonly Person[];
};

/** As many people as a landscape page of A4 holds in letters that are read on a wall. */
const PEOPLE_A_SHEET = 20;

function sheetsOf(people: readonly Person[], sheet: (some: readonly Person[]) => Sheet): readonly Sheet[] {
  const many = Math.ceil(people.length / PEOPLE_A_SHEET);
  return Array.from({ length: many }, (_, at) =>
    sheet(people.slice(at * PEOPLE_A_SHEET, (at + 1) * PEOPLE_A_SHEET)),
  );
}

function weeksOf({ from, until }: ShiftPlanProblem): readonly LocalDay[] {
  const mondays: LocalDay[] = [];
  for (let monday = mondayOf(from); monday < until; monday = addDays(monday, 7)) mondays.push(monday);
  return mondays;
}

const WEEKDAYS = ['Mon 周一', 'Tue 周二', 'Wed 周三', 'Thu 周四', 'Fri 周五', 'Sat 周六', 'Sun 周日'];

function sheetText(title: string, { problem, byCell, kinds, monday, site, people }: Sheet): string {
  const days = Array.from({ length: 7 }, (_, at) => addDays(monday, at));
  const isPlanned = (day: LocalDay): boolean => day >= problem.from && day < problem.until;
  const heads = days.map((day) => `<th>${day.slice(5)}<br>${WEEKDAYS[weekday(day)] ?? ''}</th>`);
  const rows = people.map((person) => {
    const cells = days.map((day) => {
      const shift = byCell.get(`${person.id} ${day}`);
      if (shift === undefined) return isPlanned(day) ? '<td class="off">–</td>' : '<td></td>';
      return cellText(problem, shift, kinds);
    });
    return `<tr><th>${escaped(person.name ?? person.id)}</th>${cells.join('')}</tr>`;
  });
  const place = site === '' ? '' : ` · ${escaped(site)}`;
  return `<section>
<h1>${escaped(title)}${place} <small>${monday} – ${addDays(monday, 6)}</small></h1>
<table><thead><tr><th></th>${heads.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</section>`;
}

/** Light tints, told apart in print by the words too. */
const TINTS = 6;

function cellText(
  { zone }: ShiftPlanProblem,
  { day, template }: NamedShift,
  kinds: readonly string[],
): string {
  const { startAt, endAt } = shiftSpan(template, day, zone);
  const clock = (at: EpochMs): string => isoInZone(zone, at).slice(11, 16);
  const tint = kinds.indexOf(template.kind) % TINTS;
  // A night from the midnight that ends its day stands in that day's column.
  const isNextDay = isoInZone(zone, startAt).slice(0, 10) > day;
  return `<td class="k${tint}"><b>${escaped(template.kind)}</b><br>${clock(startAt)}–${clock(endAt)}${isNextDay ? ' +1' : ''}</td>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
@page { size: A4 landscape; margin: 10mm; }
body { font: 8pt/1.15 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0; color: #111; }
section { break-after: page; }
@media screen { section { padding: 4mm; } }
section:last-of-type { break-after: auto; }
h1 { font-size: 13pt; margin: 0 0 3mm; } h1 small { font-weight: normal; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #999; padding: 0.6mm 1mm; text-align: center; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
tbody th { text-align: left; font-weight: normal; } tr { break-inside: avoid; }
td.off { color: #777; }
td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.k0 { background: #FFF2CC; } .k1 { background: #D9EAD3; } .k2 { background: #CFE2F3; }
.k3 { background: #D9D2E9; } .k4 { background: #FCE5CD; } .k5 { background: #EAD1DC; }
`;
