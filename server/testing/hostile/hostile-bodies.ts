import { deflateSync, gzipSync } from 'node:zlib';
import type { Hostile, HostileBody } from './hostile-body.ts';

const MIB = 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
const GZIP = { 'content-encoding': 'gzip' };

/** Bodies that are no events, or that are dear to read. */
export function hostileBodies(scale: number, now: number): readonly Hostile[] {
  const size = Math.round(8 * MIB * scale);
  const texts = {
    ...dearTexts(size),
    ...dearEvents(size, now),
    'very many labels': labels(Math.round(2_000_000 * scale), now),
  };
  return [
    ...Object.entries(texts).flatMap(([name, body]): Hostile[] => [
      plain(`a body of ${name}`, { body }),
      plain(`a list of ${name}`, { body: `[${body}`, headers: JSON_TYPE }),
    ]),
    ...packed(scale, eventOf('packed', now)),
    ...bytes(),
  ];
}

const times = (text: string, size: number): string => text.repeat(Math.ceil(size / text.length));

const dearTexts = (size: number): Readonly<Record<string, string>> => ({
  brackets: times('[', size),
  'brackets that close': `${times('[', size / 2)}${times(']', size / 2)}`,
  'lines of brackets': times(`${'['.repeat(500)}\n`, size),
  'longer lines of brackets': times(`${'['.repeat(200_000)}\n`, size),
  'objects within each other': times('{"a":', size),
  'new lines': times('\n', size),
  'carriage returns': times('\r', size),
  'blank lines': times(' \r\n', size),
  spaces: times(' ', size),
  commas: times(',', size),
  quotes: times('"', size),
  backslashes: `"${times('\\', size)}`,
  escapes: `"${times('\\u0000', size)}"`,
  digits: times('9', size),
  'lines of one character': times('x\n', size),
  'lines of nothing': times('null\n', size),
  'lines of numbers': times('1e999\n', size),
  'marks of an encoding': times('\ufeff', size / 3),
  faces: times('😀', size / 2),
  'the same field again and again': `{${times('"id":"a",', size)}"b":1}`,
});

function dearEvents(size: number, now: number): Readonly<Record<string, string>> {
  const event = eventOf('one', now);
  return {
    'lines of misspelt kinds': times(`${event.replace('contact-queued', 'contact-qeued')}\n`, size),
    'lines of half an event': times(`${event.slice(0, 80)}\n`, size),
    'one event again and again': times(`${event}\n`, size),
    'marks before every line': times(`\ufeff${event}\n`, size),
    'an event with a very long text of its own': eventOf('long', now, `,"own":"${times('x', size)}"`),
    'an event with a deep field of its own': eventOf(
      'deep',
      now,
      `,"own":${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    ),
  };
}

const eventOf = (id: string, now: number, more = ''): string =>
  `{"id":"body-${id}","source":"evil","at":${now - 60_000},"kind":"contact-queued","contact":"body-${id}","queue":"evil-body"${more}}`;

const labels = (count: number, now: number): string =>
  `{"id":"labels","source":"evil","at":${now},"kind":"contact-labelled","contact":"labels","labels":{${Array.from({ length: count }, (_, i) => `"${i}":""`).join(',')}}}`;

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
