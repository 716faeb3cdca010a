import { personName } from '../../../schedules/people/person-name.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import type { Trial } from '../../../schedules/plan/improve/try-shifts.ts';
import type { WhyThisShift } from '../../../schedules/plan/why-this-shift.ts';
import { addDays } from '#domain/local-day.ts';
import { shiftSpan } from '../../../schedules/shift-template.ts';
import { isoInZone } from '#domain/time-zone.ts';

/** Lines told of each list; the rest is counted. */
const SHOWN = 6;

/** Why somebody has a shift, in lines that a planner would say. */
export function whySentences(problem: ShiftPlanProblem, why: WhyThisShift): readonly string[] {
  const { person, day, duty, because, covers, alternatives, candidates } = why;
  const who = personName(problem.people, person);
  const opening =
    duty === 'off' ? `${who} is off on ${day}.` : `${who} works ${dutyText(problem, duty, day)} on ${day}.`;
  const others = candidates.map((one) => ({
    ...one,
    what: `${personName(problem.people, one.person)}, ${one.duty === 'off' ? 'who is off' : `for ${one.duty} in exchange`}`,
  }));
  const own = alternatives.map((one) => ({
    ...one,
    what: one.duty === 'off' ? 'a day off' : dutyText(problem, one.duty, day),
  }));
  return [
    opening,
    ...(because === undefined ? [] : [`It was settled beforehand: ${because}.`]),
    ...coverLines(why, covers),
    ...(duty === 'off' ? [] : [`Who else could have it:`, ...trialLines(others)]),
    `What else ${who} could have:`,
    ...trialLines(own),
  ];
}

function coverLines({ duty }: WhyThisShift, covers: WhyThisShift['covers']): readonly string[] {
  if (duty === 'off') return [];
  if (covers.length === 0) return ['Without it nothing would be missing.'];
  const hours = covers.map(({ queue, hours: missing }) => `${missing.toFixed(1)} in ${queue}`);
  return [`Without it so many agent-hours more would be missing: ${hours.join(', ')}.`];
}

/** Allowed ones first, the cheapest of them in front; then those that a rule forbids, with the rule. */
function trialLines(trials: readonly (Trial & { readonly what: string })[]): readonly string[] {
  const allowed = trials.filter(({ forbidden }) => forbidden.length === 0);
  const forbidden = trials.filter((one) => one.forbidden.length > 0);
  const rest = (count: number, what: string): readonly string[] =>
    count > SHOWN ? [`  and ${count - SHOWN} more ${what}`] : [];
  return [
    ...(allowed.length === 0 ? ['  nothing and nobody that the rules allow'] : []),
    ...allowed.slice(0, SHOWN).map(({ what, extraCost }) => `  ${what}: ${priceText(extraCost)}`),
    ...rest(allowed.length, 'that the rules allow'),
    ...forbidden.slice(0, SHOWN).map((one) => `  not ${one.what}: ${one.forbidden.join('; ')}`),
    ...rest(forbidden.length, 'that a rule forbids'),
  ];
}

/** Costs are in the units of the problem: by default an agent-hour that is missing costs 1. */
function priceText(extraCost: number): string {
  if (Math.abs(extraCost) < 0.005) return 'would cost the same';
  return `would cost ${Math.abs(extraCost).toFixed(2)} ${extraCost > 0 ? 'more' : 'less'}`;
}

/** `early (06:00 to 14:00)`. */
function dutyText({ templates, zone }: ShiftPlanProblem, duty: string, day: WhyThisShift['day']): string {
  const template = templates.find(({ id }) => id === duty);
  if (template === undefined) return duty;
  const { startAt, endAt } = shiftSpan(template, day, zone);
  const [start, end] = [startAt, endAt].map((at) => isoInZone(zone, at));
  const later = end?.startsWith(day) === true || end?.startsWith(`${addDays(day, 1)}T00:00`) === true;
  return `${duty} (${start?.slice(11, 16)} to ${end?.slice(11, 16)}${later ? '' : ' of the next day'})`;
}
