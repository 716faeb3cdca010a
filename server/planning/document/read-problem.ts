import { Check } from 'typebox/value';
import { addDays, localDay, type LocalDay } from '#domain/local-day.ts';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import { planDays, type PlanDay } from '../../../schedules/plan/model/plan-days.ts';
import type { ShiftPlanProblem } from '../../../schedules/plan/model/shift-plan-problem.ts';
import { placeByNames } from './place-names.ts';
import { documentMistakes } from './document-mistakes.ts';
import { problemSchema, type ProblemDocument } from './document-schema.ts';
import { readActivities } from './read-activities.ts';
import { readPeople, unknownShifts } from './read-people.ts';
import type { PlanLine } from '../tables/read-plan.ts';
import { readQueues } from './read-queues.ts';
import { readAssignments } from './read-assignments.ts';
import { readRotations } from './read-rotations.ts';
import { readTemplates } from './read-templates.ts';
import { readRules, ruleMistakes } from './rule-schema.ts';

/** What a document says beside itself, in files it names. */
export type Beside = {
  /** People of a table, in the document's own shape. */
  readonly people?: readonly unknown[];
  /** What the roster before leaves, in the document's own shape; of whoever is no longer there nothing is taken. */
  readonly lived?: readonly unknown[];
  readonly plan?: readonly PlanLine[];
};

export type ReadProblem =
  | { readonly kind: 'problem'; readonly problem: ShiftPlanProblem }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

/** The problem that a document states, or everything that is wrong with it. */
export function readProblem(value: unknown, beside: Beside = {}): ReadProblem {
  const whole = withTables(value, beside);
  const mistaken = (mistakes: readonly string[]): ReadProblem => ({
    kind: 'mistakes',
    mistakes: mistakes.map((mistake) => placeByNames(whole, mistake)),
  });
  if (!Check(problemSchema, whole)) return mistaken(documentMistakes(problemSchema, whole));
  const book: string[] = [];
  const frame = readFrame(whole, book);
  if (frame === undefined) return mistaken(book);
  const problem = readParts(whole, { frame, beside, book });
  return book.length > 0 ? mistaken(book) : { kind: 'problem', problem };
}

/** What stands in files stands where the file was named, so that both are checked alike. */
function withTables(value: unknown, { people, lived }: Beside): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const whole = { ...value, ...(people === undefined ? {} : { people }) };
  return lived === undefined ? whole : { ...whole, lived: livedByThose(whole, lived) };
}

/** The shifts of people who are in the problem, from days before it. */
function livedByThose(document: object, lived: readonly unknown[]): readonly unknown[] {
  const people: unknown = Reflect.get(document, 'people');
  const from: unknown = Reflect.get(document, 'from');
  const ids = new Set(Array.isArray(people) ? people.map((one: unknown) => textOf(one, 'id')) : []);
  return lived.filter((one) => {
    const day = textOf(one, 'day');
    return ids.has(textOf(one, 'person')) && typeof from === 'string' && day !== undefined && day < from;
  });
}

function textOf(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
}

type Frame = {
  readonly zone: TimeZone;
  readonly from: LocalDay;
  readonly until: LocalDay;
  readonly days: readonly PlanDay[];
};

function readFrame(
  { zone, from, days, intervalMinutes }: ProblemDocument,
  book: string[],
): Frame | undefined {
  try {
    const known = timeZone(zone);
    const first = localDay(from);
    const until = addDays(first, days);
    return { zone: known, from: first, until, days: planDays(known, first, until, intervalMinutes) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    book.push(cause.message);
    return undefined;
  }
}

function livedOf({ lived = [] }: ProblemDocument, book: string[]): Exclude<typeof lived, string> {
  if (typeof lived !== 'string') return lived;
  book.push(`lived: the roster ${lived} was not read`);
  return [];
}

type Reading = { readonly frame: Frame; readonly beside: Beside; readonly book: string[] };

function readParts(document: ProblemDocument, { frame, beside, book }: Reading): ShiftPlanProblem {
  const { zone, from, until, days } = frame;
  const rules = readRules(document.rules);
  if ('mistakes' in rules) book.push(...rules.mistakes);
  const people = readPeople(document, book);
  const known = new Set(people.map(({ id }) => id));
  const rotations = readRotations(document, { people, book });
  const templates = readTemplates(document, { rotations: rotations.map(({ rotation }) => rotation), book });
  const { intervalMinutes } = document;
  book.push(...unknownShifts(people, templates), ...ruleMistakes(document.rules?.own ?? [], templates));
  return {
    name: { en: document.name ?? 'Roster', zh: document.name ?? '排班' },
    zone,
    from,
    until,
    intervalMinutes,
    queues: readQueues(document, { zone, days, plan: beside.plan, book }),
    templates,
    people,
    rules: 'book' in rules ? rules.book : [],
    rotations,
    lived: readAssignments('lived', livedOf(document, book), { templates, known, until: from, book }),
    fixed: readAssignments('fixed', document.fixed ?? [], { templates, known, from, until, book }).map(
      ({ person, day, template }) => ({
        person,
        day,
        duty: template === 'off' ? 'off' : { template },
      }),
    ),
    activities: readActivities(document, { frame, people, templates, book }),
    ...(document.deferredWork === undefined ? {} : { deferredWork: document.deferredWork }),
  };
}
