import { addDays, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS, MINUTE_MS, later } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import type { Person } from '../../../../schedules/people/person.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { paidMs, shiftSpan } from '../../../../schedules/shift-template.ts';
import { escaped, printedPage, shiftCell, weeksOf } from './printed-page.ts';
import { partsInOrder } from './shift-parts.ts';
import { tintsOf } from './shift-tints.ts';
import { weekdayInBoth } from './weekday-in-both.ts';

/** One person's roster as a page to be printed: weeks down and weekdays across, each shift with its breaks and sessions, each week with its paid hours. */
export function personPage(problem: ShiftPlanProblem, person: Person, shifts: readonly NamedShift[]): string {
  const byDay = new Map(shifts.flatMap((one) => (one.person === person.id ? [[one.day, one]] : [])));
  const tints = tintsOf(problem);
  const weeks = weeksOf(problem);
  const first = weeks[0] ?? problem.from;
  const heads = Array.from({ length: 7 }, (_, at) => `<th>${weekdayInBoth(addDays(first, at))}</th>`);
  const rows = weeks.map((monday) => weekRow({ problem, byDay, tints }, person, monday));
  const name = person.name ?? person.id;
  const title = `${problem.name.en ?? 'Roster'} · ${name}`;
  return printedPage(title, [
    `<section>
<h1>${escaped(title)} <small>${problem.from} – ${addDays(problem.until, -1)}</small></h1>
<table><thead><tr>${heads.join('')}<th>h</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</section>`,
  ]);
}

type Known = {
  readonly problem: ShiftPlanProblem;
  readonly byDay: ReadonlyMap<LocalDay, NamedShift>;
  readonly tints: ReadonlyMap<string, number>;
};

function weekRow({ problem, byDay, tints }: Known, person: Person, monday: LocalDay): string {
  const days = Array.from({ length: 7 }, (_, at) => addDays(monday, at));
  const paid = days.reduce((sum, day) => {
    const shift = byDay.get(day);
    return shift === undefined ? sum : sum + paidMs(shift.template);
  }, 0);
  const cells = days.map((day) => {
    if (day < problem.from || day >= problem.until) return '<td></td>';
    const shift = byDay.get(day);
    const date = `<small>${day.slice(5)}</small><br>`;
    if (shift !== undefined)
      return shiftCell(problem, shift, tints, { above: date, below: partLines(problem, shift) });
    const away = person.timeOff.find(({ from, until }) => day >= from && day <= until);
    return `<td class="off">${date}${away === undefined ? '–' : escaped(away.why)}</td>`;
  });
  return `<tr>${cells.join('')}<td>${(paid / HOUR_MS).toFixed(1)}</td></tr>`;
}

function partLines({ zone }: ShiftPlanProblem, shift: NamedShift): string {
  const { startAt } = shiftSpan(shift.template, shift.day, zone);
  const lines = partsInOrder(shift).map(({ name, startMinute, lengthMinutes }) => {
    const [from, until] = [startMinute, startMinute + lengthMinutes].map((minute) =>
      isoInZone(zone, later(startAt, minute * MINUTE_MS)).slice(11, 16),
    );
    return `<br><small>${from}–${until} ${escaped(name)}</small>`;
  });
  return lines.join('');
}
