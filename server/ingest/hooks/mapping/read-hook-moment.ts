import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import {
  isMapField,
  note,
  readMap,
  require,
  type Book,
  type Field,
} from '../../../definitions/yaml-fields.ts';
import { readCount, readText, readWord } from '../../../definitions/yaml-values.ts';
import { TIME_UNITS, type Moment, type TimeForm } from './hook-mapping.ts';
import { readTemplateField } from './read-hook-values.ts';

const ZONE_EXPECTED = 'an IANA time zone such as Asia/Shanghai';

/** How times are written; `usual` fills what is not said. */
export function readTimeForm(book: Book, field: Field, usual?: TimeForm): TimeForm | undefined {
  const fields = readMap(book, field, ['unit', 'zone', 'precision-ms']);
  return fields && formOf(book, field, fields, usual);
}

/** When an event happened: `receipt`, a template, or a map with a form of its own. */
export function readMoment(book: Book, field: Field, usual: TimeForm): Moment | undefined {
  if (!isMapField(book, field)) {
    const of = readTemplateField(book, field);
    if (of?.length === 1 && of[0] === 'receipt') return { kind: 'receipt' };
    return of && { kind: 'told', of, form: usual };
  }
  const fields = readMap(book, field, MOMENT_KEYS);
  if (fields === undefined) return undefined;
  const told = require(book, field, fields, { key: 'of', expected: 'the place of the time in the body' });
  const of = told && readTemplateField(book, told);
  const form = formOf(book, field, fields, usual);
  const plus = fields['plus-seconds'] && readTemplateField(book, fields['plus-seconds']);
  const minus = fields['minus-seconds'] && readTemplateField(book, fields['minus-seconds']);
  if (of === undefined || form === undefined) return undefined;
  return {
    kind: 'told',
    of,
    form,
    ...(plus !== undefined && { plusSeconds: plus }),
    ...(minus !== undefined && { minusSeconds: minus }),
  };
}

const MOMENT_KEYS = ['of', 'unit', 'zone', 'precision-ms', 'plus-seconds', 'minus-seconds'] as const;

type FormFields = { readonly [Name in 'unit' | 'zone' | 'precision-ms']?: Field };

function formOf(
  book: Book,
  whole: Field,
  fields: FormFields,
  usual: TimeForm | undefined,
): TimeForm | undefined {
  const unit = fields.unit === undefined ? (usual?.unit ?? 'auto') : readWord(book, fields.unit, TIME_UNITS);
  const zone = fields.zone === undefined ? usual?.zone : readZone(book, fields.zone);
  const precision = fields['precision-ms'];
  const precisionMs =
    precision === undefined ? usual?.precisionMs : readCount(book, precision, 'a number of milliseconds');
  if (unit === undefined) return undefined;
  if (unit === 'local' && zone === undefined && fields.zone === undefined)
    return note(book, whole, 'a zone: without one a local time names no instant');
  return { unit, ...(zone !== undefined && { zone }), ...(precisionMs !== undefined && { precisionMs }) };
}

function readZone(book: Book, field: Field): TimeZone | undefined {
  const name = readText(book, field, ZONE_EXPECTED);
  if (name === undefined) return undefined;
  try {
    return timeZone(name);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return note(book, field, ZONE_EXPECTED);
  }
}
