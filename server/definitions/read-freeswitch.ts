import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { SECOND_MS } from '#domain/time.ts';
import { readSecret } from './read-secret.ts';
import { require, type Book, type Field, type Fields } from './yaml-fields.ts';
import { readHost, readPort, readSeconds, readText, readWord } from './yaml-values.ts';

export const FREESWITCH_KEYS = [
  'host',
  'port',
  'user',
  'password',
  'format',
  'poll-seconds',
  'wrap-up-seconds',
] as const;

/** Where the definitions say nothing. 8021 is the port of event_socket.conf.xml as it comes. */
const USUAL = { host: '127.0.0.1', port: 8_021, format: 'json', pollMs: 10 * SECOND_MS } as const;

/** A FreeSWITCH with mod_callcenter, reached by its event socket. */
export function readFreeswitch(
  book: Book,
  map: Field,
  fields: Fields<(typeof FREESWITCH_KEYS)[number]>,
): FreeswitchDefinition | undefined {
  const expected = 'the password of event_socket.conf.xml: { env: NAME_OF_A_VARIABLE } or { file: PATH }';
  const written = require(book, map, fields, { key: 'password', expected });
  const password = written && readSecret(book, written);
  if (password === undefined) return undefined;
  const { host, port, format, user } = fields;
  const poll = fields['poll-seconds'];
  const wrapUp = fields['wrap-up-seconds'];
  const name = user && readText(book, user, 'user@domain, as the directory has it');
  const wrapUpMs = wrapUp && readSeconds(book, wrapUp);
  return {
    kind: 'freeswitch',
    host: (host && readHost(book, host)) ?? USUAL.host,
    port: (port && readPort(book, port)) ?? USUAL.port,
    format: (format && readWord(book, format, ['plain', 'json'])) ?? USUAL.format,
    pollMs: (poll && readSeconds(book, poll)) ?? USUAL.pollMs,
    password,
    ...(name !== undefined && { user: name }),
    ...(wrapUpMs !== undefined && { wrapUpMs }),
  };
}
