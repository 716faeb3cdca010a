import { Command, InvalidArgumentError } from 'commander';
import { agentId, type AgentId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import { highsSolver } from '../../../schedules/solver/highs/highs-solver.ts';
import { replanAbsences, type Absence } from '../../../schedules/plan/replan-absences.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { whyThisShift } from '../../../schedules/plan/why-this-shift.ts';
import { systemClock } from '../../clock/clock.ts';
import { replanSentences } from '../../planning/roster/replan-sentences.ts';
import { openRosterFile } from '../../planning/roster/roster-file.ts';
import { whySentences } from '../../planning/roster/why-sentences.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import { secondsUpTo } from './seconds-up-to.ts';
import { planSummary, writePlan } from './write-roster.ts';

type WhyOptions = { readonly person: string; readonly day: LocalDay };

/** `callboard schedule why …`: why somebody has a shift, or is off, on a day. */
export function whyCommand(): Command {
  const command = new Command('why')
    .description(
      'say why somebody has a shift: who else could have it, what else they could have, and what that would cost',
    )
    .argument('<roster.json>', 'a roster that callboard schedule wrote')
    .requiredOption('--person <name>', 'id or name')
    .requiredOption('--day <day>', 'such as 2026-11-25', dayOf)
    .action((file: string, options: WhyOptions) => runCommand(() => sayWhy(file, options)));
  return endWithTwoOnMistakes(command);
}

async function sayWhy(file: string, { person, day }: WhyOptions): Promise<void> {
  const { problem, shifts } = await openRosterFile(file);
  if (day < problem.from || day >= problem.until)
    throw new CommandFailure(
      `--day: expected a day of the roster, ${problem.from} to before ${problem.until}, got ${day}`,
    );
  const why = whyThisShift(problem, shifts, { person: personOf(problem, person), day });
  process.stdout.write(`${whySentences(problem, why).join('\n')}\n`);
}

type ReplanOptions = {
  readonly absent: readonly Absence[];
  readonly seconds: number;
  readonly seed: number;
  readonly out: string;
};

/** `callboard schedule replan …`: the roster after somebody falls out, with the fewest days of others changed. */
export function replanCommand(): Command {
  const command = new Command('replan')
    .description('plan on from a roster when people fall out, with the fewest days of others changed')
    .argument('<roster.json>', 'a roster that callboard schedule wrote')
    .requiredOption(
      '--absent <person:day>',
      'who is away when: amy:2026-11-25 or amy:2026-11-25..2026-11-27, and why if wanted: amy:2026-11-25:training; may be repeated',
      absenceOf,
    )
    .option('--seconds <number>', 'how long to search', secondsUpTo(MOST_SECONDS), USUAL_SECONDS)
    .requiredOption('--out <file>', 'the new roster: .json, .csv or .xlsx')
    .action((file: string, options: ReplanOptions) => runCommand(() => replan(file, options)));
  return endWithTwoOnMistakes(command);
}

/** Enough for the forty people whose days may change. */
const USUAL_SECONDS = 20;
/** An hour: the shift is soon. */
const MOST_SECONDS = 3_600;

async function replan(file: string, { absent, seconds, out }: ReplanOptions): Promise<void> {
  const roster = await openRosterFile(file);
  const { problem, shifts } = roster;
  const absences = absent.map((one) => ({ ...one, person: personOf(problem, one.person) }));
  const solver = await highsSolver();
  const replanned = replanAbsences(
    { problem, shifts, absences },
    { solver, clock: systemClock, seconds, seed: 1 },
  );
  const { plan } = replanned;
  await writePlan({ ...roster, absences: [...roster.absences, ...absences] }, { problem, plan, out });
  process.stderr.write(`${replanSentences(problem, absences, replanned).join('\n')}\n`);
  process.stderr.write(planSummary(problem, plan));
}

/** By id, or by a name that only one of them has. */
function personOf({ people }: ShiftPlanProblem, text: string): AgentId {
  const found = people.find(({ id }) => id === text);
  const named = people.filter(({ name }) => name === text);
  const [person] = found === undefined ? named : [found];
  if (person !== undefined && (found !== undefined || named.length === 1)) return person.id;
  if (named.length > 1)
    throw new CommandFailure(
      `${named.length} people are called ${text}: expected one of ${named.map(({ id }) => id).join(', ')}`,
    );
  const known = people.slice(0, 8).map(({ id }) => id);
  throw new CommandFailure(
    `nobody of the roster is called ${text}: expected one of ${known.join(', ')}${people.length > known.length ? ', …' : ''}`,
  );
}

function dayOf(text: string): LocalDay {
  try {
    return localDay(text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidArgumentError(cause.message);
  }
}

function absenceOf(text: string, before: readonly Absence[] = []): readonly Absence[] {
  const [, person, from, until, why] =
    /^(.+?):(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?(?::(.+))?$/.exec(text) ?? [];
  if (person === undefined || from === undefined)
    throw new InvalidArgumentError(
      `expected such as amy:2026-11-25 or amy:2026-11-25..2026-11-27, got ${text}`,
    );
  const days = [dayOf(from), dayOf(until ?? from)] as const;
  if (days[1] < days[0])
    throw new InvalidArgumentError(`expected a last day not before the first, got ${text}`);
  return [...before, { person: agentId(person), from: days[0], until: days[1], why: why ?? 'sickness' }];
}
