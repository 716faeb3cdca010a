import { dirname, resolve } from 'node:path';
import { readJsonFile } from '../../files/read-json-file.ts';
import { tableSource } from '../../files/table-source.ts';
import { readPlan } from '../tables/read-plan.ts';
import type { Beside } from './read-problem.ts';
import { peopleOfTable } from './people-table.ts';

/** A problem's document and what stands in the files that it names, beside it. Rejects with a FileFailure. */
export async function openProblemFile(
  path: string,
): Promise<{ readonly document: unknown; readonly beside: Beside }> {
  const document = await readJsonFile(path);
  const folder = dirname(resolve(path));
  const named = (field: string): string | undefined => {
    const value: unknown =
      typeof document === 'object' && document !== null ? Reflect.get(document, field) : undefined;
    return typeof value === 'string' ? resolve(folder, value) : undefined;
  };
  const people = named('people');
  const plan = named('plan');
  return {
    document,
    beside: {
      ...(people === undefined
        ? {}
        : { people: await peopleOfTable(await tableSource(people), queuesOf(document)) }),
      ...(plan === undefined ? {} : { plan: (await readPlan(await tableSource(plan))).lines }),
    },
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
