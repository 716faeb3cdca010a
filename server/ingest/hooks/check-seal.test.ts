import { describe, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { checkSeals, type SealedRequest } from './check-seal.ts';
import type { Seal } from './mapping/hook-mapping.ts';

const now = epochMs(1_772_586_000_000);
const nothing: SealedRequest = { headers: {}, query: {}, urls: [], body: Buffer.alloc(0) };
const check = (seal: Seal, secret: string, request: Partial<SealedRequest>): string =>
  checkSeals([seal], { ...nothing, ...request }, { secret, now });

describe('HMAC-SHA256 in a header', () => {
  const hex: Seal = { scheme: 'hmac-sha256', header: 'x-signature', encoding: 'hex', prefix: '' };

  test('is that of RFC 4231, test case 2', () => {
    const signature = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    const body = Buffer.from('what do ya want for nothing?');
    expect(check(hex, 'Jefe', { body, headers: { 'x-signature': signature } })).toBe('right');
    expect(check(hex, 'jefe', { body, headers: { 'x-signature': signature } })).toBe('wrong');
    expect(check(hex, 'Jefe', { body, headers: { 'x-signature': `sha256=${signature}` } })).toBe('wrong');
    expect(check(hex, 'Jefe', { body })).toBe('unsigned');
  });

  test("may have a prefix: GitHub's published example", () => {
    const seal: Seal = { ...hex, header: 'x-hub-signature-256', prefix: 'sha256=' };
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const headers = { 'x-hub-signature-256': signature };
    expect(check(seal, "It's a Secret to Everybody", { body: Buffer.from('Hello, World!'), headers })).toBe(
      'right',
    );
    expect(check(seal, "It's a Secret to Everybody", { body: Buffer.from('Hello, world!'), headers })).toBe(
      'wrong',
    );
  });

  test('may be base64', () => {
    const signature = 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=';
    const body = Buffer.from('what do ya want for nothing?');
    const headers = { 'x-signature': signature };
    expect(check({ ...hex, encoding: 'base64' }, 'Jefe', { body, headers })).toBe('right');
  });

  test('may cover a time, which must not be long ago nor far ahead', () => {
    const time = { header: 'x-time', toleranceMs: 300_000, joint: '.' };
    const seal: Seal = { ...hex, time };
    const body = Buffer.from('{"event":"conversation_created"}');
    // openssl: printf '1772586000.{"event":"conversation_created"}' | openssl dgst -sha256 -hmac s3cret
    const signature = SIGNED_AT_NOW;
    const signed = (at: string): string =>
      check(seal, 's3cret', { body, headers: { 'x-signature': signature, 'x-time': at } });
    expect(signed('1772586000')).toBe('right');
    expect(signed('1772586001')).toBe('wrong');
    expect(signed('')).toBe('wrong');
    expect(signed('soon')).toBe('wrong');
    const later = epochMs(now + 300_001);
    const headers = { 'x-signature': signature, 'x-time': '1772586000' };
    expect(checkSeals([seal], { ...nothing, body, headers }, { secret: 's3cret', now: later })).toBe('wrong');
  });
});

const SIGNED_AT_NOW = '90a038beac603238507559a83f66260eaf5941e17ba1cea6d7c6ad2f41a80fa1';

const signedByTwilio = (signature: string, request: Partial<SealedRequest>): string =>
  check({ scheme: 'twilio' }, '12345', { headers: { 'x-twilio-signature': signature }, ...request });

describe("Twilio's signature, by the vectors of Twilio's own libraries", () => {
  const form = new URLSearchParams([
    ['Digits', '1234'],
    ['CallSid', 'CA1234567890ABCDE'],
    ['To', '+18005551212'],
    ['Caller', '+14158675309'],
    ['From', '+14158675309'],
  ]);
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';

  test.each([
    ['the documented example', 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', url],
    ['signed with the port of https', 'kvajT1Ptam85bY51eRf/AJRuM3w=', url],
    ['signed with the port of http', '0ZXoZLH/DfblKGATFgpif+LLRf4=', url.replace('https', 'http')],
    [
      'signed with a port that is written',
      'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=',
      url.replace('https', 'http').replace('.com', '.com:1234'),
    ],
    [
      'signed without the port that is written',
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
      url.replace('.com', '.com:1234'),
    ],
  ])('%s', (_, signature, at) => {
    expect(signedByTwilio(signature, { urls: ['https://elsewhere.example/', at], form })).toBe('right');
  });

  test('is wrong for another address, another form, another secret', () => {
    expect(signedByTwilio('RSOYDt4T1cUTdK1PDd93/VVr8B8=', { urls: [`${url}&x=1`], form })).toBe('wrong');
    const other = new URLSearchParams(form);
    other.set('Digits', '1235');
    expect(signedByTwilio('RSOYDt4T1cUTdK1PDd93/VVr8B8=', { urls: [url], form: other })).toBe('wrong');
    expect(
      check({ scheme: 'twilio' }, '12346', {
        headers: { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
        urls: [url],
        form,
      }),
    ).toBe('wrong');
  });

  test('a value that comes twice counts once', () => {
    const twice = new URLSearchParams([
      ['Sid', 'CA123'],
      ['SidAccount', 'AC123'],
      ['Digits', '5678'],
      ['Digits', '1234'],
      ['Digits', '1234'],
    ]);
    expect(signedByTwilio('IK+Dwps556ElfBT0I3Rgjkr1wJU=', { urls: [url], form: twice })).toBe('right');
  });

  test('of JSON covers the address, which carries the hash of the body', () => {
    const bodySHA256 = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    const body = Buffer.from('{"property": "value", "boolean": true}');
    const urls = [`${url}&bodySHA256=${bodySHA256}`];
    const signature = 'a9nBmqA0ju/hNViExpshrM61xv4=';
    expect(signedByTwilio(signature, { urls, body, query: { bodySHA256 } })).toBe('right');
    expect(
      signedByTwilio(signature, { urls, body: Buffer.from('{"property": "other"}'), query: { bodySHA256 } }),
    ).toBe('wrong');
    expect(signedByTwilio('RSOYDt4T1cUTdK1PDd93/VVr8B8=', { urls: [url], body })).toBe('wrong');
  });
});

describe('the secret itself', () => {
  test.each([
    [
      'in a header',
      { scheme: 'header', name: 'x-secret' },
      { headers: { 'x-secret': 's3cret' } },
      { headers: { 'x-secret': 's3cre' } },
    ],
    [
      'in the address',
      { scheme: 'query', name: 'secret' },
      { query: { secret: 's3cret' } },
      { query: { secret: 's3cret ' } },
    ],
    [
      'as a password',
      { scheme: 'basic' },
      { headers: { authorization: `Basic ${Buffer.from('anyone:s3cret').toString('base64')}` } },
      { headers: { authorization: `Basic ${Buffer.from('s3cret:anyone').toString('base64')}` } },
    ],
  ] as const)('%s', (_, seal, right, wrong) => {
    expect(check(seal, 's3cret', right)).toBe('right');
    expect(check(seal, 's3cret', wrong)).toBe('wrong');
    expect(check(seal, 's3cret', {})).toBe('unsigned');
  });

  test('an empty password is no password', () => {
    const authorization = `Basic ${Buffer.from('anyone:').toString('base64')}`;
    expect(check({ scheme: 'basic' }, 's3cret', { headers: { authorization } })).toBe('unsigned');
  });

  test('one of several ways suffices, and with none nobody is let in', () => {
    const seals: readonly Seal[] = [{ scheme: 'basic' }, { scheme: 'query', name: 'secret' }];
    const request = { ...nothing, query: { secret: 's3cret' } };
    expect(checkSeals(seals, request, { secret: 's3cret', now })).toBe('right');
    expect(checkSeals([], request, { secret: 's3cret', now })).toBe('unsigned');
  });
});
