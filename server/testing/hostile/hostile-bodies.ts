import { deflateSync, gzipSync } from 'node:zlib';
import type { Hostile, HostileBody } from './hostile-body.ts';

const MIB = 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
const GZIP = { 'content-encoding': 'gzip' };

/** Bodies that are no events, or that are dear to read. */
export function hostileBodies(scale: number, now: number): readonly Hostile[] {
  const size = Math.round(8 * MIB * scale);
  const event = (place: number | string, more = ''): string =>
    `{"id":"body-${place}","source":"evil","at":${now - 60_000},"kind":"contact-queued","contact":"body-${place}","queue":"evil-body"${more}}`;
  const times = (text: string): string => text.repeat(Math.ceil(size / text.length));
  const labels = (count: number): string =>
    `{"id":"labels","source":"evil","at":${now},"kind":"contact-labelled","contact":"labels","labels":{${Array.from({ length: count }, (_, i) => `"${i}":""`).join(',')}}}`;
  const texts: Readonly<Record<string, string>> = {
    brackets: times('['),
    'brackets that close': `${times('[').slice(0, size / 2)}${times(']').slice(0, size / 2)}`,
    'lines of brackets': times(`${'['.repeat(500)}\n`),
    'longer lines of brackets': times(`${'['.repeat(200_000)}\n`),
    'objects within each other': times('{"a":'),
    'new lines': times('\n'),
    'carriage returns': times('\r'),
    'blank lines': times(' \r\n'),
    spaces: times(' '),
    commas: times(','),
    quotes: times('"'),
    backslashes: `"${times('\\')}`,
    escapes: `"${times('\\u0000')}"`,
    digits: times('9'),
    'lines of one character': times('x\n'),
    'lines of nothing': times('null\n'),
    'lines of numbers': times('1e999\n'),
    'lines of misspelt kinds': times(`${event(0).replace('contact-queued', 'contact-qeued')}\n`),
    'lines of half an event': times(`${event(0).slice(0, 80)}\n`),
    'one event again and again': times(`${event(0)}\n`),
    'marks of an encoding': times('\ufeff'),
    'marks before every line': times(`\ufeff${event(0)}\n`),
    faces: times('😀'),
    'very many labels': labels(Math.round(2_000_000 * scale)),
    'the same field again and again': `{${times('"id":"a",').slice(0, size)}"b":1}`,
    'an event with a very long text of its own': event('long', `,"own":"${'x'.repeat(size)}"`),
    'an event with a deep field of its own': event(
      'deep',
      `,"own":${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    ),
  };
  return [
    ...Object.entries(texts).flatMap(([name, text]): Hostile[] => [
      plain(`a body of ${name}`, { body: text }),
      plain(`a list of ${name}`, { body: `[${text}`, headers: JSON_TYPE }),
    ]),
    ...packed(scale, event('packed')),
    ...bytes(),
  ];
}

/** What unpacks to much more than it is, or not at all. */
function packed(scale: number, event: string): readonly Hostile[] {
  const size = Math.round(32 * MIB * scale) - 10;
  const bomb = (name: string, fill: string, headers: Record<string, string> = GZIP): Hostile => ({
    name: `a packed body of ${name}`,
    bodies: () => [{ body: new Uint8Array(gzipSync(Buffer.alloc(size, fill))), headers }],
  });
  const whole = gzipSync(event);
  return [
    bomb('nothing', '\0'),
    bomb('brackets', '['),
    bomb('a list of brackets', '[', { ...GZIP, ...JSON_TYPE }),
    bomb('new lines', '\n'),
    bomb('spaces', ' '),
    plain('a packed body that is cut', { body: new Uint8Array(whole.subarray(0, 40)), headers: GZIP }),
    plain('a packed body of a packed body', { body: new Uint8Array(gzipSync(whole)), headers: GZIP }),
    plain('a packed body with something behind it', {
      body: new Uint8Array(Buffer.concat([whole, Buffer.from('more')])),
      headers: GZIP,
    }),
    plain('two packed bodies', { body: new Uint8Array(Buffer.concat([whole, whole])), headers: GZIP }),
    plain('a body that says it is packed', { body: event, headers: GZIP }),
    plain('a body packed otherwise', {
      body: new Uint8Array(deflateSync(event)),
      headers: { 'content-encoding': 'deflate' },
    }),
    plain('a body packed twice over', { body: event, headers: { 'content-encoding': 'gzip, gzip' } }),
    plain('an empty packed body', { body: new Uint8Array(gzipSync('')), headers: GZIP }),
  ];
}

/** What is no text. */
function bytes(): readonly Hostile[] {
  const of = (name: string, values: readonly number[]): Hostile =>
    plain(`a body of ${name}`, { body: Uint8Array.from(values) });
  return [
    of('GBK', [0xca, 0xdb]),
    of('UTF-16', [0xff, 0xfe, 0x7b, 0x00]),
    of('half a character', [0xe4, 0xbd]),
    of('a character in too many bytes', [0xc0, 0xaf]),
    of('a surrogate in UTF-8', [0xed, 0xa0, 0x80]),
    of('nothing', []),
    plain('a body of another type', { body: 'a=1', headers: { 'content-type': 'application/xml' } }),
    plain('a body without a type', { body: 'x', headers: { 'content-type': '' } }),
  ];
}

const plain = (name: string, body: HostileBody): Hostile => ({ name, bodies: () => [body] });
