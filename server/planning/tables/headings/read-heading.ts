import type { DurationUnit } from '../../../files/values/duration-text.ts';
import { headingKey, headingParts } from '../../../files/values/heading-key.ts';
import { plainText } from '../../../files/values/plain-text.ts';
import type { ColumnRole } from './column-role.ts';
import { KNOWN_HEADINGS, VAGUE_HEADINGS } from './known-headings.ts';

/** What a heading says of its column. */
export type HeadingRead = {
  /** Absent: it is not known. */
  readonly role?: ColumnRole;
  /** It may mean what came in, or something else that is counted. */
  readonly isVague?: true;
  /** What numbers below it count. */
  readonly unit?: DurationUnit;
};

/** Reads a heading in English, Chinese or German, of people and of switches. */
export function readHeading(heading: string): HeadingRead {
  const { text, unit } = withoutUnit(plainText(heading.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')));
  const key = headingKey(withoutSynonyms(text));
  const role = ROLES.get(key) ?? roleInBoth(text);
  return {
    ...(role === undefined ? {} : { role }),
    ...(role === undefined && VAGUE.has(key) ? { isVague: true } : {}),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Headings in two languages, such as Calls Offered 进线量: what the Latin words say, if the Chinese ones say no other thing. VIP呼入量 is not known. */
function roleInBoth(text: string): ColumnRole | undefined {
  const [latin, chinese] = headingParts(text).map((part) =>
    ROLES.get(headingKey(withoutSynonyms(withoutUnit(part).text))),
  );
  return chinese === undefined || chinese === latin ? latin : undefined;
}

/** Average in any language and spelling is one word. */
const withoutSynonyms = (text: string): string =>
  text
    .replaceAll(/\b(average|ave|mean|durchschn(?:ittliche[rsn]?|ittlich|\.)?|mittlere[rsn]?)\b\.?/g, 'avg')
    .replaceAll(/ø|∅/g, 'avg ')
    .replaceAll('座席', '坐席');

const ROLES: ReadonlyMap<string, ColumnRole> = new Map(
  KNOWN_HEADINGS.flatMap(([role, headings]) =>
    headings.map((heading): [string, ColumnRole] => [headingKey(withoutSynonyms(plainText(heading))), role]),
  ),
);
const VAGUE: ReadonlySet<string> = new Set(VAGUE_HEADINGS.map(headingKey));

const UNITS: readonly (readonly [RegExp, DurationUnit])[] = [
  [/^(ms|msec|msecs|milliseconds?|毫秒|millisekunden)$/, 'milliseconds'],
  [/^(s|sec|secs|seconds?|秒|sek\.?|sekunden)$/, 'seconds'],
  [/^(m|min|mins|minutes?|分|分钟|min\.|minuten)$/, 'minutes'],
  [/^(h|hrs?|hours?|小时|std\.?|stunden)$/, 'hours'],
];
/** How values are written, or in which zone: nothing that has to be known here. */
const FORMATS = /^(?:\[?[hdmys]{1,4}\]?[:./-]?){1,4}$|^utc.*|^gmt.*|^local.*|^24h$|^#$|^n$/;

/** A unit or a format in brackets, or as the last word. */
function withoutUnit(text: string): { readonly text: string; readonly unit?: DurationUnit } {
  const [all = '', inside = ''] = /[([【]\s*([^()[\]【】]*?)\s*[)\]】]\s*$/.exec(text) ?? [];
  const bracketed = unitOf(inside);
  if (all !== '' && (bracketed !== undefined || FORMATS.test(inside)))
    return { text: text.slice(0, -all.length), ...(bracketed === undefined ? {} : { unit: bracketed }) };
  const [last = '', before = '', word = ''] = /^(.*\S)[ _-]+(?:in )?([a-z.]+|秒|分钟)$/.exec(text) ?? [];
  const unit = last === '' || ROLES.has(headingKey(text)) ? undefined : unitOf(word);
  return unit === undefined ? { text } : { text: before.replace(/ in$/, ''), unit };
}

const unitOf = (word: string): DurationUnit | undefined => UNITS.find(([pattern]) => pattern.test(word))?.[1];

/** Words of a measure: a column whose heading has one counts or measures something, and is not a queue of its own. */
const MEASURE_WORDS =
  /%|率|量|数|时长|时间|均长|平均|占比|水平|calls?\b|contacts?\b|interactions?\b|avg|aht|asa|time|level|rate|share|max|min\b|total|sum|count|number|staff|agents?\b|occup|sla?\b|anruf|kontakt|zeit|dauer|quote|anzahl|summe|gesamt|erreich|verlust|flow|delay|wait|queued?|handled|answered|abandon/;

/** Whether a heading that is not known still says that it counts or measures something. */
export const saysMeasure = (heading: string): boolean =>
  MEASURE_WORDS.test(withoutSynonyms(plainText(heading)));
