import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FileFailure } from '../cli/file-failure.ts';
import { readTable, type TextTable } from '../tables/read-table.ts';
import type { Beside } from './document/read-problem.ts';
import type { PlanLine } from './document/read-queues.ts';
import { peopleOfTable } from './people-table.ts';

/** A problem's document and what stands in the files that it names, beside it. Rejects with a FileFailure. */
export async function openProblemFile(
  path: string,
): Promise<{ readonly document: unknown; readonly beside: Beside }> {
  const document = await readDocument(path);
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
      ...(people === undefined ? {} : { people: peopleOfTable(await readTable(people)) }),
      ...(plan === undefined ? {} : { plan: planOfTable(await readTable(plan)) }),
    },
  };
}

async function readDocument(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new FileFailure(`${path} is no JSON: ${cause.message}`, { cause });
    throw FileFailure.of('read', path, cause);
  }
}

const NEEDED = ['queue', 'start', 'offered', 'handle_seconds', 'required'];

function planOfTable({ path, columns, lines }: TextTable): readonly PlanLine[] {
  const missing = NEEDED.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new FileFailure(
      `${path}: expected a plan with the columns ${NEEDED.join(',')}, without ${missing.join(',')}`,
    );
  return lines.map((line) => {
    const amount = (column: string): number => {
      const value = Number(line.text(column));
      if (line.text(column) !== '' && value >= 0) return value;
      throw new FileFailure(
        `${line.where}: ${column} must be a number of at least 0, got ${line.text(column)}`,
      );
    };
    const startLocalMs = Date.parse(`${line.text('start').replace(' ', 'T').slice(0, 19)}Z`);
    if (Number.isNaN(startLocalMs))
      throw new FileFailure(
        `${line.where}: start must be a local time such as 2026-11-23T09:30:00, got ${line.text('start')}`,
      );
    return {
      queue: line.text('queue'),
      startLocalMs,
      offered: amount('offered'),
      handleSeconds: amount('handle_seconds'),
      required: amount('required'),
      scheduled: columns.includes('scheduled') ? amount('scheduled') : amount('required'),
    };
  });
}
