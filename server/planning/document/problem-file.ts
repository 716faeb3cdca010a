import { dirname, resolve } from 'node:path';
import { FileFailure } from '../../files/file-failure.ts';
import { readJsonFile } from '../../files/read-json-file.ts';
import { tableRows } from '../../files/reading/table-rows.ts';
import type { Beside } from './read-problem.ts';
import type { PlanLine } from './read-queues.ts';
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
      ...(people === undefined ? {} : { people: await peopleOfTable(people, queuesOf(document)) }),
      ...(plan === undefined ? {} : { plan: await planOfTable(plan) }),
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

const NEEDED = ['queue', 'start', 'offered', 'handle_seconds', 'required'];

async function planOfTable(path: string): Promise<readonly PlanLine[]> {
  const lines: PlanLine[] = [];
  for await (const { line, field } of tableRows(path, { needed: NEEDED, optional: ['scheduled'] })) {
    const amount = (column: string): number => {
      const value = Number(field(column));
      if (field(column) !== '' && value >= 0) return value;
      throw new FileFailure(
        `${path} line ${line}: ${column} must be a number of at least 0, got ${field(column)}`,
      );
    };
    const startLocalMs = Date.parse(`${field('start').replace(' ', 'T').slice(0, 19)}Z`);
    if (Number.isNaN(startLocalMs))
      throw new FileFailure(
        `${path} line ${line}: start must be a local time such as 2026-11-23T09:30:00, got ${field('start')}`,
      );
    lines.push({
      queue: field('queue'),
      startLocalMs,
      offered: amount('offered'),
      handleSeconds: amount('handle_seconds'),
      required: amount('required'),
      // A plan of another tool may know no shrinkage.
      scheduled: field('scheduled') === '' ? amount('required') : amount('scheduled'),
    });
  }
  return lines;
}
