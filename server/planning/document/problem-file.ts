import { dirname, resolve } from 'node:path';
import type { ListReading, TableReading } from '#domain/table-reading.ts';
import { readJsonFile } from '../../files/read-json-file.ts';
import { tableSource } from '../../files/table-source.ts';
import type { TableChoices } from '../tables/layout/table-choices.ts';
import { readPlan } from '../tables/read-plan.ts';
import type { Beside } from './read-problem.ts';
import { livedOfRoster } from './lived-roster.ts';
import { peopleOfTable } from './people-table.ts';

export type ProblemFile = {
  readonly document: unknown;
  readonly beside: Beside;
  /** Itself and the files that it names. */
  readonly files: readonly string[];
  /** What was understood of the table of its staffing plan. Absent: there is none. */
  readonly planReading?: TableReading;
  /** What was understood of the table of its people. Absent: there is none. */
  readonly peopleReading?: ListReading;
};

/** A problem's document and what stands in the files that it names, beside it. `choices` are about the table of its plan. Rejects with a FileFailure. */
export async function openProblemFile(path: string, choices: TableChoices = {}): Promise<ProblemFile> {
  const document = await readJsonFile(path);
  const folder = dirname(resolve(path));
  const named = (field: string): string | undefined => {
    const value: unknown =
      typeof document === 'object' && document !== null ? Reflect.get(document, field) : undefined;
    return typeof value === 'string' ? resolve(folder, value) : undefined;
  };
  const people = named('people');
  const plan = named('plan');
  const lived = named('lived');
  const table =
    people === undefined ? undefined : await peopleOfTable(await tableSource(people), queuesOf(document));
  const read = plan === undefined ? undefined : await readPlan(await tableSource(plan), choices);
  return {
    document,
    beside: {
      ...(table === undefined ? {} : { people: table.people }),
      ...(lived === undefined ? {} : { lived: await livedOfRoster(lived) }),
      ...(read === undefined ? {} : { plan: read.lines }),
    },
    files: [path, people, plan, lived].filter((one) => one !== undefined),
    ...(read === undefined ? {} : { planReading: read.reading }),
    ...(table === undefined ? {} : { peopleReading: table.reading }),
  };
}

/** The names of the queues, as far as the document has any: what is wrong with it is told later. */
function queuesOf(document: unknown): ReadonlySet<string> {
  const queues: unknown =
    typeof document === 'object' && document !== null ? Reflect.get(document, 'queues') : [];
  const names = Array.isArray(queues)
    ? queues.map((one: unknown): unknown =>
        typeof one === 'object' && one !== null ? Reflect.get(one, 'queue') : undefined,
      )
    : [];
  return new Set(names.filter((name) => typeof name === 'string'));
}
