import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import type { Seal } from './mapping/hook-mapping.ts';

/** What of a request a signature may cover. */
export type SealedRequest = {
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The address as the sender knows it, with its query; several where we cannot tell which. */
  readonly urls: readonly string[];
  readonly body: Buffer;
  /** The fields of a form; undefined when the body is none. */
  readonly form?: URLSearchParams;
};

export type SealCheck = {
  readonly secret: string;
  readonly now: EpochMs;
};

/** `unsigned`: it shows nothing at all. `wrong`: what it shows is not right, or too old. */
export type SealVerdict = 'right' | 'wrong' | 'unsigned';

/** Whether the request comes from who knows the secret. One of the ways suffices. */
export function checkSeals(seals: readonly Seal[], request: SealedRequest, check: SealCheck): SealVerdict {
  const verdicts = new Set(seals.map((seal) => checkSeal(seal, request, check)));
  if (verdicts.has('right')) return 'right';
  return verdicts.has('wrong') ? 'wrong' : 'unsigned';
}

function checkSeal(seal: Seal, request: SealedRequest, check: SealCheck): SealVerdict {
  switch (seal.scheme) {
    case 'hmac-sha256':
      return checkHmac(seal, request, check);
    case 'twilio':
      return checkTwilio(request, check.secret);
    case 'header':
      return compare(request.headers[seal.name], check.secret);
    case 'query':
      return compare(request.query[seal.name], check.secret);
    case 'basic':
      return compare(passwordOf(request.headers['authorization']), check.secret);
  }
}

type Hmac = Extract<Seal, { scheme: 'hmac-sha256' }>;

function checkHmac(seal: Hmac, { headers, body }: SealedRequest, { secret, now }: SealCheck): SealVerdict {
  const shown = headers[seal.header];
  if (shown === undefined) return 'unsigned';
  const hmac = createHmac('sha256', secret);
  if (seal.time !== undefined) {
    const sentAt = headers[seal.time.header] ?? '';
    const ageMs = Math.abs(now - Number(sentAt) * SECOND_MS);
    if (sentAt === '' || !(ageMs <= seal.time.toleranceMs)) return 'wrong';
    hmac.update(`${sentAt}${seal.time.joint}`);
  }
  return compare(shown, `${seal.prefix}${hmac.update(body).digest(seal.encoding)}`);
}

/**
 * HMAC-SHA1 of the address followed by the form's names and values in order of name; of the address alone when the body is
 * none, and then the address carries the body's SHA-256. https://www.twilio.com/docs/usage/security#validating-requests
 */
function checkTwilio(request: SealedRequest, secret: string): SealVerdict {
  const shown = request.headers['x-twilio-signature'];
  if (shown === undefined) return 'unsigned';
  if (request.form === undefined) {
    const told = request.query['bodySHA256'];
    const bodyHash = createHash('sha256').update(request.body).digest('hex');
    if (compare(told?.toLowerCase(), bodyHash) !== 'right') return 'wrong';
  }
  const signed = request.form === undefined ? '' : sortedForm(request.form);
  const verdicts = request.urls
    .flatMap(withAndWithoutPort)
    .map((url) => compare(shown, createHmac('sha1', secret).update(`${url}${signed}`).digest('base64')));
  return verdicts.includes('right') ? 'right' : 'wrong';
}

/** A value that comes twice counts once, as Twilio's own libraries have it. */
function sortedForm(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`))
    .join('');
}

/** Twilio signs addresses now with and now without the port. */
function withAndWithoutPort(url: string): readonly string[] {
  const parts = /^(https?):\/\/([^/?#:]+)(:\d+)?(.*)$/.exec(url);
  if (parts === null) return [url];
  const [, scheme = '', host = '', port = '', rest = ''] = parts;
  const usual = port === '' ? (scheme === 'https' ? ':443' : ':80') : '';
  return [url, `${scheme}://${host}${usual}${rest}`];
}

function passwordOf(authorization: string | undefined): string | undefined {
  const packed = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (packed === undefined) return undefined;
  const pair = Buffer.from(packed, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** In the same time whatever differs: hashes of both are compared, which have one length. */
function compare(shown: string | undefined, right: string): SealVerdict {
  if (shown === undefined || shown === '') return 'unsigned';
  return timingSafeEqual(digest(shown), digest(right)) ? 'right' : 'wrong';
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
