/** Advance widths of Inter at weight 700 with tabular figures, in em, rounded up: measured in a browser. */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    '\u2009\u202f': 0.15,
    ' \u00a0,.:;ijl': 0.28,
    "I!'·|`f": 0.38,
    't/()[]{}': 0.4,
    r: 0.42,
    '–': 0.5,
    '?Lksxz"': 0.58,
    FJacev: 0.6,
    Eoy: 0.62,
    bdghnpqu: 0.64,
    '0123456789#$*+-<=>PRS~_': 0.66,
    '&BTZ': 0.68,
    CDUXYK: 0.74,
    AGHV: 0.76,
    NOQ: 0.78,
    '≤w': 0.86,
    mM: 0.94,
    '—%@…': 1.02,
    W: 1.06,
  }).flatMap(([letters, ems]) => Array.from(letters, (letter): [string, number] => [letter, ems])),
);
/** A Chinese character, and whatever else is not listed. */
const FULL = 1;

/** How wide a text is at most, in em of its own size. 0 for an empty text. */
export function textEms(text: string): number {
  let ems = 0;
  for (const letter of text) ems += WIDTHS.get(letter) ?? FULL;
  return ems;
}

/** The first of the wordings, long to short, that fits; the last one cut with "…" when none does. */
export function firstFit(wordings: readonly string[], ems: number): string {
  return wordings.find((wording) => textEms(wording) <= ems) ?? shorten(wordings.at(-1) ?? '', ems);
}

/** The text, or as much of its start as fits with "…" after it; nothing when not even that does. */
export function shorten(text: string, ems: number): string {
  if (textEms(text) <= ems) return text;
  const start = cutTo(text, ems - textEms('…'));
  return start === '' ? '' : `${start.trimEnd()}…`;
}

/** The text, or as much of its start and its end as fits with "…" between them; nothing when not even that does. */
export function shortenMiddle(text: string, ems: number): string {
  if (textEms(text) <= ems) return text;
  const letters = Array.from(text);
  const room = ems - textEms('…');
  let [head, tail] = ['', ''];
  let [from, until] = [0, letters.length];
  while (from < until) {
    // The start says more than the end: it gets the first letter and, of every two, the wider share.
    const takesHead = textEms(head) <= textEms(tail);
    const letter = (takesHead ? letters[from] : letters[until - 1]) ?? '';
    if (textEms(head + tail) + textEms(letter) > room) break;
    if (takesHead) head += letter;
    else tail = letter + tail;
    if (takesHead) from += 1;
    else until -= 1;
  }
  const word = wholeWord(letters, until);
  const start = word === undefined ? head : cutTo(text, room - textEms(word));
  if (word === undefined || start.length < 2)
    return head === '' ? '' : `${head.trimEnd()}…${tail.trimStart()}`;
  return `${start.trimEnd()}…${word}`;
}

/** The end moves so many letters at most to begin with a word. */
const WORD_LETTERS = 3;

/** The end from where a word begins near `from`, forwards first; undefined where none does. */
function wholeWord(letters: readonly string[], from: number): string | undefined {
  const next = letters.indexOf(' ', from - 1) + 1;
  if (next > 0 && next - from <= WORD_LETTERS) return letters.slice(next).join('');
  const before = letters.lastIndexOf(' ', from) + 1;
  return before > 0 && from - before <= WORD_LETTERS ? letters.slice(before).join('') : undefined;
}

/** As much of the start of a text as fits. */
function cutTo(text: string, ems: number): string {
  const letters = Array.from(text);
  while (letters.length > 0 && textEms(letters.join('')) > ems) letters.pop();
  return letters.join('');
}

/** Of a name that came out like another's, so much is kept before the place where the two differ. */
const KEPT_EMS = 2.2;

/** Every name shortened to a width, so that different names stay different wherever they differ. */
export function shortenApart(names: readonly string[], ems: number): readonly string[] {
  const short = names.map((name) => shortenMiddle(name, ems));
  return names.map((name, at) => {
    const alike = names.filter((other, place) => short[place] === short[at] && other !== name);
    return alike.length === 0 ? (short[at] ?? '') : fromDifference(name, alike, ems);
  });
}

/** The first letters, then what follows from where the name first differs from another that looks like it. */
function fromDifference(name: string, alike: readonly string[], ems: number): string {
  const letters = Array.from(name);
  const at = Math.max(...alike.map((other) => firstDifference(letters, Array.from(other))));
  const head = shorten(name, KEPT_EMS + textEms('…'));
  return `${head}${shorten(letters.slice(at).join(''), ems - textEms(head))}`;
}

function firstDifference(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((letter, place) => letter !== other[place]);
  return at < 0 ? one.length : at;
}
