import { addDays } from '#domain/local-day.ts';
import type { RosterConflict } from '../../roster/explain-conflicts.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** People named in one sentence; the rest is counted. */
const NAMED = 6;

/** What the roster engine found against people's shifts, in a planner's words: hours and days; those whose trouble is the same in one sentence. */
export function conflictSentences(
  problem: ShiftPlanProblem,
  conflicts: readonly RosterConflict[],
): readonly string[] {
  const alike = Map.groupBy(conflicts, ({ because, remedies }) => JSON.stringify([because, remedies]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = group.slice(0, NAMED).map(({ person }) => {
      const who = problem.people[person];
      return who?.name ?? who?.id ?? `${person}`;
    });
    const rest = group.length > NAMED ? ` and ${group.length - NAMED} more` : '';
    const because = joinDays(problem, first.because).join('; ');
    const remedies = joinDays(problem, first.remedies).join(', or ');
    const help = remedies === '' ? '' : `; would help: ${remedies}`;
    return [`${names.join(', ')}${rest} cannot be given any shifts: ${because}${help}`];
  });
}

/** Sentences with days of the calendar; days in a row of which the same is said are told together. */
function joinDays(problem: ShiftPlanProblem, sentences: readonly string[]): readonly string[] {
  const joined: { from: number; until: number; rest: string }[] = [];
  const told: (string | (typeof joined)[number])[] = [];
  for (const sentence of sentences) {
    const [, number, rest = ''] = /^day (\d+)(.*)$/.exec(sentence) ?? [];
    const last = joined.at(-1);
    if (number === undefined) told.push(inHours(problem, sentence));
    else if (last?.rest === rest && last.until === Number(number) - 1) last.until = Number(number);
    else {
      const run = { from: Number(number), until: Number(number), rest };
      joined.push(run);
      told.push(run);
    }
  }
  return told.map((one) => {
    if (typeof one === 'string') return one;
    const [from, until] = [addDays(problem.from, one.from), addDays(problem.from, one.until)];
    return `${from === until ? from : `${from} to ${until}`}${one.rest}`;
  });
}

function inHours({ from }: ShiftPlanProblem, sentence: string): string {
  return sentence
    .replace(/(\d+) minutes/g, (_, minutes: string) => `${hours(minutes)} of work`)
    .replace(
      /of work(.*) instead of (\d+)/,
      (_, window: string, minutes: string) => `of work${window} instead of ${hours(minutes)}`,
    )
    .replace(
      / on days (\d+) to (\d+)/,
      (_, first: string, last: string) =>
        ` from ${addDays(from, Number(first))} to ${addDays(from, Number(last))}`,
    )
    .replace(/from 1 days/, 'from 1 day');
}

const hours = (minutes: string): string => `${Math.round(Number(minutes) / 6) / 10} h`;
