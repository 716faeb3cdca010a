import { stat } from 'node:fs/promises';
import { Type, type TString } from 'typebox';
import { Value } from 'typebox/value';
import { FileFailure } from '../../files/file-failure.ts';
import { readJsonFile } from '../../files/read-json-file.ts';
import { writeEventFile } from '../../files/write-file.ts';
import { documentMistakes } from '../document/document-mistakes.ts';
import { COLUMN_ROLES, type ColumnRole } from '../tables/headings/column-role.ts';
import type { TableChoices } from '../tables/layout/table-choices.ts';

/** What is known of a kind of table by name, so that it is said once. */
export type KeptMapping = Pick<
  TableChoices,
  'columns' | 'dates' | 'decimal' | 'sheet' | 'encoding' | 'separator' | 'queue'
>;

const text = (description: string): TString => Type.String({ minLength: 1, maxLength: 200, description });
const mapping = Type.Object(
  {
    columns: Type.Optional(
      Type.Record(Type.String(), Type.Array(text('a heading'), { minItems: 1, maxItems: 20 })),
    ),
    dates: Type.Optional(Type.Enum(['ymd', 'dmy', 'mdy'], { description: 'one of ymd, dmy, mdy' })),
    decimal: Type.Optional(Type.Enum(['point', 'comma'], { description: 'point or comma' })),
    sheet: Type.Optional(text('the name of a sheet')),
    encoding: Type.Optional(text('an encoding such as gb18030')),
    separator: Type.Optional(text('a separator')),
    queue: Type.Optional(text('the name of a queue')),
  },
  { additionalProperties: false },
);
const mappings = Type.Record(Type.String(), mapping);

/** The mapping of this name. Rejects with a FileFailure that names those that are there. */
export async function readMapping(path: string, name: string): Promise<KeptMapping> {
  const all = await readAll(path);
  const found = all.get(name);
  if (found !== undefined) return found;
  const known = all.size === 0 ? 'none is kept there yet' : `expected one of ${[...all.keys()].join(', ')}`;
  throw new FileFailure(`${path} has no mapping ${name}: ${known}; --map with --mapping ${name} keeps one`);
}

/** Keeps a mapping under its name; one that was there before is replaced. */
export async function keepMapping(path: string, name: string, kept: KeptMapping): Promise<void> {
  const all = new Map(await readAll(path));
  all.set(name, kept);
  const document = Object.fromEntries([...all].map(([key, one]) => [key, plain(one)]));
  const file = writeEventFile(path);
  try {
    await file.write(`${JSON.stringify(document, undefined, 2)}\n`);
    await file.commit();
  } finally {
    await file.discard();
  }
}

const plain = ({ columns, ...others }: KeptMapping): object => ({
  ...(columns === undefined ? {} : { columns: Object.fromEntries(columns) }),
  ...others,
});

async function readAll(path: string): Promise<ReadonlyMap<string, KeptMapping>> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return new Map();
  const document = await readJsonFile(path);
  if (!Value.Check(mappings, document))
    throw new FileFailure(`${path}:\n  ${documentMistakes(mappings, document).join('\n  ')}`);
  return new Map(
    Object.entries(document).map(([name, { columns, ...others }]) => [
      name,
      { ...others, ...(columns === undefined ? {} : { columns: new Map(rolesOf(path, columns)) }) },
    ]),
  );
}

function rolesOf(
  path: string,
  columns: Readonly<Record<string, readonly string[]>>,
): readonly (readonly [ColumnRole, readonly string[]])[] {
  return Object.entries(columns).map(([name, headings]) => {
    const role = COLUMN_ROLES.find((one) => one === name);
    if (role === undefined)
      throw new FileFailure(`${path}: ${name} is no column: expected one of ${COLUMN_ROLES.join(', ')}`);
    return [role, headings];
  });
}
