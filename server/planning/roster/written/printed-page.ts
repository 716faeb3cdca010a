import { addDays, mondayOf, type LocalDay } from '#domain/local-day.ts';
import type { EpochMs } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';
import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';
import { shiftSpan } from '../../../../schedules/shift-template.ts';
import { TINTS } from './shift-tints.ts';

/** A document of sheets to be printed, each in an element `section`. */
export const printedPage = (title: string, sheets: readonly string[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
${sheets.join('\n')}
</html>
`;

/** The Mondays of the weeks that a roster touches. */
export function weeksOf({ from, until }: ShiftPlanProblem): readonly LocalDay[] {
  const mondays: LocalDay[] = [];
  for (let monday = mondayOf(from); monday < until; monday = addDays(monday, 7)) mondays.push(monday);
  return mondays;
}

/** A shift as a cell, in the tint of its kind, with what is to stand above its name and below its hours. */
export function shiftCell(
  { zone }: ShiftPlanProblem,
  { day, template }: NamedShift,
  tints: ReadonlyMap<string, number>,
  { above, below }: { readonly above: string; readonly below: string } = { above: '', below: '' },
): string {
  const { startAt, endAt } = shiftSpan(template, day, zone);
  const clock = (at: EpochMs): string => isoInZone(zone, at).slice(11, 16);
  // A night from the midnight that ends its day stands in that day's column.
  const isNextDay = isoInZone(zone, startAt).slice(0, 10) > day;
  return `<td class="k${tints.get(template.kind)}">${above}<b>${escaped(template.kind)}</b><br>${clock(startAt)}–${clock(endAt)}${isNextDay ? ' +1' : ''}${below}</td>`;
}

export const escaped = (text: string): string =>
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
td.off { color: #777; } td small { color: #444; }
td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
${TINTS.map((tint, at) => `.k${at} { background: ${tint}; }`).join(' ')}
`;
