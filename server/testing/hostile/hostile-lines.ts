import type { Hostile } from './hostile-body.ts';

const WORDS: Readonly<Record<string, unknown>> = {
  'not there': undefined,
  nothing: null,
  'an empty text': '',
  'a text of 201 characters': 'x'.repeat(201),
  'a text of 100,000 characters': 'x'.repeat(100_000),
  'a text of faces': '😀'.repeat(101),
  'half a face': '\ud83d',
  'a text that turns around': '\u202esales\u202c',
  'a text of nothing to see': '\u200b\u200d\ufeff',
  'a NUL': 'a\u0000b',
  'a new line': 'a\nb',
  'a name of objects': '__proto__',
  'another name of objects': 'constructor',
  'a list': [1, 2, 3],
  'a list of lists': [[[[[[[[[[1]]]]]]]]]],
  'an object': { toString: 'x', length: 1e9 },
  yes: true,
  'minus one': -1,
  'a very large number': 1e308,
  'a very small number': 5e-324,
  'a whole number beyond doubles': 2 ** 60,
  'a share': 0.1,
};

const FIELDS = ['id', 'source', 'at', 'kind', 'contact', 'queue'] as const;

/** Words for other fields of other kinds, each as far out as JSON goes. */
const EXTREMES: readonly (readonly [string, object])[] = [
  ['seq beyond whole numbers', { seq: 2 ** 53 }],
  ['seq below nothing', { seq: -1 }],
  ['a precision of a century', { precisionMs: 3.2e12 }],
  ['a priority beyond all', { priority: 1e308 }],
  ['a clock of nobody', { clock: 'mine' }],
  ['a time before all', { at: '0001-01-01T00:00:00Z' }],
  ['a time of 30 February', { at: '2026-02-30T00:00:00Z' }],
  ['a time after all', { at: '9999-12-31T23:59:59Z' }],
  ['a time of a leap second', { at: '2026-06-30T23:59:60Z' }],
  ['a time with a billion digits less', { at: `2026-06-30T23:59:59.${'9'.repeat(1_000)}Z` }],
  ['a time in seconds', { at: 1_767_600_000 }],
  ['a time in nanoseconds', { at: 1_767_600_000_000_000_000 }],
  ['a kind of nobody', { kind: 'contact-exploded' }],
  ['a kind of 100,000 characters', { kind: 'c'.repeat(100_000) }],
  [
    'ten thousand fields of its own',
    Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`own${i}`, i])),
  ],
];

/** One line each, with one thing in it that is wrong or odd. */
export function hostileLines(now: number): readonly Hostile[] {
  const event = (place: string, more: object): object => ({
    id: `line-${place}`,
    source: 'evil',
    at: now - 60_000,
    kind: 'contact-queued',
    contact: `line-${place}`,
    queue: 'evil-line',
    ...more,
  });
  const words = FIELDS.flatMap((field) =>
    Object.entries(WORDS).map(([word, value]) =>
      one(`${field} is ${word}`, event(`${field} ${word}`, { [field]: value })),
    ),
  );
  return [...words, ...EXTREMES.map(([name, more]) => one(name, event(name, more)))];
}

const one = (name: string, event: object): Hostile => ({
  name: `a line whose ${name}`,
  bodies: () => [{ body: JSON.stringify(event) }],
});
