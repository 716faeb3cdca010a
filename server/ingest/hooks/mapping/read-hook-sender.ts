import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import {
  note,
  readList,
  readMap,
  require,
  scalarOf,
  type Book,
  type Field,
} from '../../../definitions/yaml-fields.ts';
import { readSeconds, readText, readWord } from '../../../definitions/yaml-values.ts';
import type { HookSender, Seal } from './hook-mapping.ts';

/** Nobody waits longer than this for an answer; nobody can answer in less. */
const LIMIT_MAX_MS = 120 * SECOND_MS;
const LIMIT_MIN_MS = SECOND_MS;

/** What the sender expects of us. */
export function readSender(book: Book, field: Field): HookSender | undefined {
  const fields = readMap(book, field, ['limit-seconds', 'retries', 'reply']);
  if (fields === undefined) return undefined;
  const limit = require(book, field, fields, {
    key: 'limit-seconds',
    expected: 'the seconds after which the sender gives up',
  });
  const retries = require(book, field, fields, {
    key: 'retries',
    expected: 'true when the sender sends again what was not taken, else false',
  });
  const limitMs = limit && readLimit(book, limit);
  const isRetrying = retries && scalarOf(book, retries)?.value;
  if (retries !== undefined && typeof isRetrying !== 'boolean') return note(book, retries, 'true or false');
  const reply = fields.reply === undefined ? { status: 204 } : readReply(book, fields.reply);
  if (limitMs === undefined || typeof isRetrying !== 'boolean' || reply === undefined) return undefined;
  return { limitMs, retries: isRetrying, reply };
}

/** The ways in which the sender may show who it is. */
export function readSeals(book: Book, field: Field): readonly Seal[] {
  return readList(book, field).flatMap((item) => readSeal(book, item) ?? []);
}

function readLimit(book: Book, field: Field): DurationMs | undefined {
  const limitMs = readSeconds(book, field);
  if (limitMs === undefined || (limitMs >= LIMIT_MIN_MS && limitMs <= LIMIT_MAX_MS)) return limitMs;
  return note(book, field, `${LIMIT_MIN_MS / SECOND_MS} to ${LIMIT_MAX_MS / SECOND_MS} seconds`);
}

function readReply(book: Book, field: Field): HookSender['reply'] | undefined {
  const fields = readMap(book, field, ['status', 'type', 'body']);
  if (fields === undefined) return undefined;
  const status = fields.status === undefined ? 200 : scalarOf(book, fields.status)?.value;
  const type = fields.type && readText(book, fields.type, 'a content type such as application/json');
  const body = fields.body && readText(book, fields.body, 'the text of the reply');
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 299)
    return note(book, fields.status ?? field, 'a status from 200 to 299');
  return { status, ...(type !== undefined && { type }), ...(body !== undefined && { body }) };
}

const SEAL_KEYS = [
  'scheme',
  'header',
  'encoding',
  'prefix',
  'time-header',
  'tolerance-seconds',
  'joint',
  'name',
] as const;
const SCHEMES = ['hmac-sha256', 'twilio', 'header', 'query', 'basic'] as const;

function readSeal(book: Book, field: Field): Seal | undefined {
  const fields = readMap(book, field, SEAL_KEYS);
  const schemeField =
    fields && require(book, field, fields, { key: 'scheme', expected: SCHEMES.join(' or ') });
  const scheme = schemeField && readWord(book, schemeField, SCHEMES);
  if (fields === undefined || scheme === undefined) return undefined;
  if (scheme === 'twilio' || scheme === 'basic') return { scheme };
  if (scheme === 'hmac-sha256') return readHmac(book, field, fields);
  const nameField = require(book, field, fields, { key: 'name', expected: `the name of the ${scheme}` });
  const name = nameField && readText(book, nameField, `the name of the ${scheme}`);
  return name === undefined ? undefined : { scheme, name: scheme === 'header' ? name.toLowerCase() : name };
}

function readHmac(
  book: Book,
  whole: Field,
  fields: { readonly [Key in (typeof SEAL_KEYS)[number]]?: Field },
): Seal | undefined {
  const headerField = require(book, whole, fields, {
    key: 'header',
    expected: 'the header of the signature',
  });
  const header = headerField && readText(book, headerField, 'the header of the signature');
  const encoding =
    fields.encoding === undefined ? 'hex' : readWord(book, fields.encoding, ['hex', 'base64'] as const);
  const prefix =
    fields.prefix === undefined ? '' : (readText(book, fields.prefix, 'what stands before it') ?? '');
  const timeHeader = fields['time-header'] && readText(book, fields['time-header'], 'the header of the time');
  const tolerance = fields['tolerance-seconds'];
  const toleranceMs = tolerance === undefined ? 300 * SECOND_MS : readSeconds(book, tolerance);
  const joint = fields.joint === undefined ? '.' : (scalarOf(book, fields.joint)?.source ?? '.');
  if (header === undefined || encoding === undefined || toleranceMs === undefined) return undefined;
  const seal = { scheme: 'hmac-sha256', header: header.toLowerCase(), encoding, prefix } as const;
  if (timeHeader === undefined) return seal;
  return { ...seal, time: { header: timeHeader.toLowerCase(), toleranceMs, joint } };
}
