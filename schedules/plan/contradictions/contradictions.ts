import type { AgentId } from '#domain/ids.ts';
import { personName } from '../../people/person-name.ts';
import { judgeRules, type Judged } from '../../rules/judge-rules.ts';
import { rulesOf } from '../../rules/rule-book.ts';
import { paidMs } from '../../shift-template.ts';
import { explainConflicts } from '../../roster/explain-conflicts.ts';
import type { RosterProblem } from '../../roster/problem/roster-problem.ts';
import { conflictSentences } from './conflict-sentences.ts';
import { HOUR_MS } from '#domain/time.ts';
import { lawlessPeople } from './lawless-people.ts';
import { bareSpans } from './bare-spans.ts';
import { earliestBreaks, hardBreakRules } from '../model/break-windows-of.ts';
import { freePeople } from '../model/free-people.ts';
import { personTimes } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import { rigidShifts } from '../model/rigid-shifts.ts';
import { rosterProblemOf } from '../pose/roster-problem-of.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** People named in one sentence; the rest is counted. */
const NAMED = 6;

/**
 * What contradicts itself before anything is planned, in sentences that say who, which rule, which day and what would help: rotations and fixed
 * shifts against the rules, people for whom no shift is left, hours in which nobody can be, people whose own rules leave nothing.
 */
export function contradictions(problem: ShiftPlanProblem, days: readonly PlanDay[]): readonly string[] {
  const roster = rosterProblemOf(problem, []);
  const stated = [
    ...settledBreaches(problem, days),
    ...withoutShifts(problem, roster),
    ...withoutBreaks(problem),
    ...bareSpans(problem, days, roster),
  ];
  // What the engine finds against single people only says the same again, in more words.
  if (stated.length > 0) return stated;
  const conflicts = conflictSentences(problem, explainConflicts(roster));
  return conflicts.length > 0 ? conflicts : lawlessPeople(problem, days, roster);
}

/** Rules that more shifts may still fulfil: they say nothing against what is settled. */
const UNFINISHED: ReadonlySet<string> = new Set(['contract-hours', 'days-off-in-a-row', 'wishes']);

/** Hard rules that what is settled breaks by itself; of each rule all people, and the first breach in its own words. */
function settledBreaches(problem: ShiftPlanProblem, days: readonly PlanDay[]): readonly string[] {
  const rules = rulesOf(problem.rules);
  const person = rules.person.filter(({ id, strength }) => strength.kind === 'hard' && !UNFINISHED.has(id));
  const breaches = judgeRules({ person, team: [] }, personTimes(problem, rigidShifts(problem, days)));
  const rotationOf = (id: AgentId): string | undefined =>
    problem.rotations.find(({ crewOf }) => crewOf.has(id))?.rotation.id;
  const groups = Map.groupBy(breaches, ({ rule, person: id }) => `${rotationOf(id) ?? ''} ${rule}`);
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [settledSentence(problem, alike, first, rotationOf(first.person))];
  });
}

/** Rules that say all there is to say. */
const FIGURELESS: ReadonlySet<string> = new Set(['time-off', 'availability', 'one-shift-a-day']);

function settledSentence(
  problem: ShiftPlanProblem,
  alike: readonly Judged[],
  { rule, person, day, said }: Judged,
  rotation: string | undefined,
): string {
  const what = rotation === undefined ? 'what is fixed' : `rotation ${rotation}`;
  const broken = new Set(alike.map((one) => one.person));
  const others = problem.people.flatMap(({ id }) => (broken.has(id) && id !== person ? [id] : []));
  const rest = others.length === 0 ? '' : `; the same for ${namesOf(problem, others)}`;
  const change =
    rotation === undefined
      ? `the fixed shift of ${day}`
      : `${personName(problem.people, person)} in the rotation`;
  return `${personName(problem.people, person)} ${said.en ?? ''} (${rule}), by ${what}${rest}; would help: ${FIGURELESS.has(rule) ? '' : 'other figures or '}a weight for ${rule}, or the plan without ${change}`;
}

/** People whose contract and the rules leave them not one of the shifts. */
function withoutShifts(problem: ShiftPlanProblem, roster: RosterProblem): readonly string[] {
  const { templates, people, rules } = problem;
  const free = new Set(freePeople(problem));
  const idle = people.filter((person, at) => free.has(person) && roster.people[at]?.shifts.length === 0);
  if (idle.length === 0) return [];
  const hours = templates.map((template) => paidMs(template) / HOUR_MS);
  const most = rules.flatMap((one) =>
    one.weight === undefined && (one.rule === 'daily-hours' || one.rule === 'night-hours')
      ? [`${one.rule} of at most ${one.mostHours} h`]
      : [],
  );
  const names = namesOf(
    problem,
    idle.map(({ id }) => id),
  );
  return [
    `${names} may work none of the shifts, of ${[...new Set(hours)].join(', ')} h: their contracts and ${most.join(' and ') || 'the rules'} stand against it; would help: shorter shifts, other figures, or contracts for these shifts`,
  ];
}

/** Shifts that no placing of their breaks brings to keep the rule about breaks; those of rotations are judged as they stand. */
function withoutBreaks({
  rules,
  templates,
  rotations,
  intervalMinutes,
}: ShiftPlanProblem): readonly string[] {
  const rotated = new Set(rotations.flatMap(({ rotation }) => rotation.templates.map(({ id }) => id)));
  return hardBreakRules(rules).flatMap(({ overHours, leastMinutes, beforeHour }) => {
    const kinds = templates.flatMap(({ id, kind, lengthMinutes, breaks }) => {
      const starts = earliestBreaks(breaks, intervalMinutes);
      const hasBreak = breaks.some(
        (one, at) => one.lengthMinutes >= leastMinutes && (starts[at] ?? 0) <= beforeHour * 60,
      );
      return lengthMinutes > overHours * 60 && !rotated.has(id) && !hasBreak ? [kind] : [];
    });
    return [...new Set(kinds)].map(
      (kind) =>
        `shift ${kind} is longer than ${overHours} h and has no break of ${leastMinutes} min that begins by hour ${beforeHour} (breaks); would help: such a break in the shift, or other figures or a weight for breaks`,
    );
  });
}

function namesOf(problem: ShiftPlanProblem, people: readonly AgentId[]): string {
  const names = people.slice(0, NAMED).map((id) => personName(problem.people, id));
  return people.length > NAMED ? `${names.join(', ')} and ${people.length - NAMED} more` : names.join(', ');
}
