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
  const letters = Array.from(text);
  while (letters.length > 0 && textEms(letters.join('')) + textEms('…') > ems) letters.pop();
  return letters.length === 0 ? '' : `${letters.join('').trimEnd()}…`;
}
