import { Type, type TProperties } from 'typebox';

/** What documents of any kind say alike, and how a mistake calls it. */

/** A number is taken as it is written, because a queue may be called 007. */
export const text = (description: string, more: object = {}) =>
  Type.Unsafe<string>({ type: ['string', 'number'], minLength: 1, description, ...more });
export const wordOf = <const Words extends readonly string[]>(words: Words, more: object = {}) =>
  Type.Unsafe<Words[number]>({ enum: words, ...more });
export const share = Type.Unsafe<number | string>({
  anyOf: [
    { type: 'number', minimum: 0, maximum: 1 },
    { type: 'string', pattern: '^\\s*(100(\\.0+)?|\\d{1,2}(\\.\\d+)?) ?%\\s*$' },
  ],
  description: 'a share from 0 to 1, such as 0.8 or 80%',
  isShare: true,
});

/** Nothing else may stand in it: a key that is not known is most likely a mistake of writing. */
export function closed<Properties extends TProperties>(properties: Properties, more: object = {}) {
  return Type.Object({ ...properties }, { additionalProperties: false, ...more });
}
