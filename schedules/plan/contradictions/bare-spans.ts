import { MINUTE_MS, later } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import { effectivePresence } from '../../people/effective-presence.ts';
import type { RosterPerson, RosterProblem } from '../../roster/problem/roster-problem.ts';
import type { PlanDay } from '../model/plan-days.ts';
import { startInterval, workedIntervals } from '../model/presence.ts';
import { carriedIn } from '../model/rigid-shifts.ts';
import type { QueueRequirement, ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** Spans told of a queue; the rest is counted. */
const SHOWN = 3;

/**
 * Hours in which a queue needs its least presence and cannot have it, whoever works and whenever breaks are; and queues that nobody answers.
 * A sentence for each queue; nothing where all could be there.
 */
export function bareSpans(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  roster: RosterProblem,
): readonly string[] {
  return problem.queues.flatMap((need): readonly string[] => {
    const { queue, least, required } = need;
    if (required.every((people) => people === 0)) return [];
    const able = problem.people.filter(({ skills }) => skills.some((skill) => skill.queue === queue));
    if (able.length === 0)
      return [
        `nobody answers ${queue}, which requires people; would help: somebody with that skill, or the plan without the queue`,
      ];
    if (least === 0) return [];
    const most = new Float64Array(required.length);
    for (const shift of carriedIn(problem))
      if (able.some(({ id }) => id === shift.person))
        for (const at of workedIntervals(problem, days, shift))
          if (at >= 0 && at < most.length) most[at] = (most[at] ?? 0) + 1;
    for (const [at, person] of roster.people.entries()) addReach(most, { problem, days, need, at, person });
    const bare = [...required.keys()].filter(
      (at) => (required[at] ?? 0) > 0 && (most[at] ?? 0) < least - 1e-9,
    );
    return bare.length === 0 ? [] : [bareSentence(problem, days, { need, bare, most })];
  });
}

type Reach = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly need: QueueRequirement;
  readonly at: number;
  readonly person: RosterPerson;
};

/** Adds a person to every interval in which some shift of theirs could be. */
function addReach(most: Float64Array, { problem, days, need, at, person }: Reach): void {
  const who = problem.people[at];
  if (who === undefined) return;
  const reached = new Uint8Array(most.length);
  for (const [dayAt, { day }] of days.entries()) {
    const limit = person.limits.find((one) => one.day === dayAt);
    const allowed = limit === undefined ? person.shifts : limit.allows;
    for (const duty of allowed) {
      const template = duty === 'off' ? undefined : problem.templates[duty];
      if (template === undefined) continue;
      const start = startInterval(problem, days, { day, template });
      // By heads: a trainee alone is somebody.
      const worth = effectivePresence(who, need.queue, day) > 0 ? 1 : 0;
      for (let one = start; one < start + template.lengthMinutes / problem.intervalMinutes; one += 1) {
        if (one < 0 || one >= most.length || reached[one] === 1) continue;
        reached[one] = 1;
        most[one] = (most[one] ?? 0) + worth;
      }
    }
  }
}

type Bare = {
  readonly need: QueueRequirement;
  readonly bare: readonly number[];
  readonly most: Float64Array;
};

function bareSentence(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  { need, bare, most }: Bare,
): string {
  const spans: { from: number; until: number }[] = [];
  for (const at of bare) {
    const last = spans.at(-1);
    if (last?.until === at) last.until = at + 1;
    else spans.push({ from: at, until: at + 1 });
  }
  const first = days[0]?.startAt;
  const text = (at: number): string =>
    first === undefined
      ? ''
      : isoInZone(problem.zone, later(first, at * problem.intervalMinutes * MINUTE_MS))
          .slice(0, 16)
          .replace('T', ' ');
  const told = spans.slice(0, SHOWN).map(({ from, until }) => `${text(from)} to ${text(until)}`);
  const rest = spans.length > SHOWN ? ` and ${spans.length - SHOWN} more times` : '';
  const can = Math.min(...bare.map((at) => most[at] ?? 0));
  const away = awayOn(problem, days, need, bare[0] ?? 0);
  return `${need.queue} must have at least ${need.least} people from ${told.join(', from ')}${rest}, and ${Math.round(can * 100) / 100} can be there${away}; would help: a smaller least, more people who answer ${need.queue}, or shifts that reach these hours`;
}

/** Who answers the queue and is away on the day of an interval, and why. */
function awayOn(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  { queue }: QueueRequirement,
  interval: number,
): string {
  let place = 0;
  for (let passed = days[0]?.intervals ?? 0; passed <= interval; place += 1)
    passed += days[place + 1]?.intervals ?? Infinity;
  const day = days[place]?.day;
  const away = problem.people.flatMap(({ id, name, skills, timeOff }) => {
    const off = timeOff.find((one) => day !== undefined && day >= one.from && day <= one.until);
    return off !== undefined && skills.some((skill) => skill.queue === queue)
      ? [`${name ?? id} (${off.why})`]
      : [];
  });
  return away.length === 0 ? '' : ` without ${away.slice(0, 6).join(', ')}`;
}
