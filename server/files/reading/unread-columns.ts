import type { UnreadColumn } from '#domain/table-reading.ts';
import { editDistance } from '#domain/text/edit-distance.ts';
import { headingKey, headingParts } from '../values/heading-key.ts';
import { plainText } from '../values/plain-text.ts';

/** A heading under which a column is known. */
export type KnownHeading = { readonly column: string; readonly heading: string };

/** Every heading that is known, by how it is compared. */
export type KnownHeadings = ReadonlyMap<string, KnownHeading>;

/** The column that a heading names; of one in two languages, what its Latin words say. */
export function columnNamed(heading: string, known: KnownHeadings): string | undefined {
  const [latin = heading] = headingParts(heading);
  return (known.get(headingKey(heading)) ?? known.get(headingKey(latin)))?.column;
}

/** A column that is not read, with the column that it may be meant for: one that the table has already, or does not have. */
export function unreadColumn(
  heading: string,
  { known, found }: { readonly known: KnownHeadings; readonly found: ReadonlySet<string> },
): UnreadColumn {
  const taken = columnNamed(heading, known);
  if (taken !== undefined) return { heading, doubt: { kind: 'taken', column: taken } };
  const key = headingKey(heading);
  const [near] = [...known]
    .filter(
      ([other, one]) =>
        !found.has(one.column) && (isAlike(key, other) || wordsOf(one.heading) === wordsOf(heading)),
    )
    .map(([other, one]) => ({ ...one, edits: editDistance(key, other) }))
    .sort((one, other) => one.edits - other.edits);
  return near === undefined
    ? { heading }
    : { heading, doubt: { kind: 'near', column: near.column, known: near.heading } };
}

/** The words of a heading in any order. */
const wordsOf = (heading: string): string =>
  plainText(heading)
    .split(/[\s_-]+/)
    .sort()
    .join(' ');

/** One letter in three may be another, and one Chinese character in four: 呼损率 is not 呼损量. */
const [LETTERS_PER_EDIT, CHARACTERS_PER_EDIT] = [3, 4];

function isAlike(key: string, known: string): boolean {
  if (saysEnough(known) && key.includes(known)) return true;
  const shorter = Math.min(key.length, known.length);
  const perEdit = isChinese(known) ? CHARACTERS_PER_EDIT : LETTERS_PER_EDIT;
  return editDistance(key, known) <= Math.floor(shorter / perEdit);
}

/** A Chinese word has two characters; shorter Latin words are parts of many others. */
const LEAST_LATIN = 4;
const saysEnough = (known: string): boolean => known.length >= (isChinese(known) ? 2 : LEAST_LATIN);

const isChinese = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);
