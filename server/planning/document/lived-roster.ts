import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { FileFailure } from '../../files/file-failure.ts';
import { readJsonFile } from '../../files/read-json-file.ts';

/** A shift that somebody worked, in the shape of a problem's document. */
type LivedDuty = { readonly person: string; readonly day: string; readonly shift: string };

const lived = Type.Object({
  document: Type.Object({
    lived: Type.Optional(Type.Unsafe<unknown>({})),
  }),
  beside: Type.Object({ lived: Type.Optional(Type.Array(Type.Any())) }),
  shifts: Type.Array(
    Type.Object({
      person: Type.String(),
      day: Type.String(),
      template: Type.Object({ id: Type.String() }),
    }),
  ),
});

/**
 * What a roster leaves to the next one: its shifts, and those that it looked back on itself, so that rules over many weeks see all of them.
 * Rejects with a FileFailure where the file is no roster.
 */
export async function livedOfRoster(path: string): Promise<readonly unknown[]> {
  const value = await readJsonFile(path);
  if (!Check(lived, value))
    throw new FileFailure(
      `${path} is no roster: expected what callboard schedule problem.json --out roster.json wrote`,
    );
  return [...before(value), ...value.shifts.map(dutyOf)];
}

/** Listed in the problem, or read from the roster before. */
function before({ document, beside }: Static<typeof lived>): readonly unknown[] {
  if (beside.lived !== undefined) return beside.lived;
  return Array.isArray(document.lived) ? document.lived : [];
}

const dutyOf = ({ person, day, template }: Static<typeof lived>['shifts'][number]): LivedDuty => ({
  person,
  day,
  shift: template.id,
});
