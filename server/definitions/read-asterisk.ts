import type { AmiDefinition, AsteriskDefinition } from '#domain/source-definition.ts';
import { readSecret } from './read-secret.ts';
import { readWrapUps } from './read-wrap-ups.ts';
import {
  note,
  readEntries,
  readMap,
  require,
  scalarOf,
  type Book,
  type Field,
  type Fields,
} from './yaml-fields.ts';
import { readHost, readPort, readText } from './yaml-values.ts';

export const ASTERISK_KEYS = ['ami', 'queue-log', 'wrap-up-seconds', 'agents'] as const;

/** An Asterisk: its manager interface, its queue_log, or both. */
export function readAsterisk(
  book: Book,
  map: Field,
  fields: Fields<(typeof ASTERISK_KEYS)[number]>,
): AsteriskDefinition | undefined {
  const log = fields['queue-log'];
  if (fields.ami === undefined && log === undefined)
    return note(book, { ...map, path: `${map.path}.ami`, node: null }, 'ami, queue-log or both: best both');
  const ami = fields.ami && readAmi(book, fields.ami);
  const queueLog =
    log && readText(book, log, 'the path of the queue_log, such as /var/log/asterisk/queue_log');
  return {
    kind: 'asterisk',
    ...(ami !== undefined && { ami }),
    ...(queueLog !== undefined && { queueLog }),
    wrapUps: readWrapUps(book, fields['wrap-up-seconds']),
    agents: readAgents(book, fields.agents),
  };
}

/** manager.conf: 5038 in the clear, 5039 with TLS. */
const AMI_PORT = 5_038;
const AMI_TLS_PORT = 5_039;

function readAmi(book: Book, field: Field): AmiDefinition | undefined {
  const fields = readMap(book, field, ['host', 'port', 'tls', 'user', 'password']);
  if (fields === undefined) return undefined;
  const tls = fields.tls && readTls(book, fields.tls);
  const user = require(book, field, fields, { key: 'user', expected: 'a section of manager.conf' });
  const password = require(book, field, fields, {
    key: 'password',
    expected: '{ env: NAME_OF_A_VARIABLE } or { file: PATH }',
  });
  const name = user && readText(book, user, 'a section of manager.conf');
  const place = password && readSecret(book, password);
  if (name === undefined || place === undefined) return undefined;
  return {
    host: (fields.host && readHost(book, fields.host)) ?? '127.0.0.1',
    port: (fields.port && readPort(book, fields.port)) ?? (tls === undefined ? AMI_PORT : AMI_TLS_PORT),
    ...(tls !== undefined && { tls }),
    user: name,
    password: place,
  };
}

function readTls(book: Book, field: Field): AmiDefinition['tls'] {
  const said = scalarOf(book, field)?.value;
  if (said === false) return undefined;
  if (said === true) return {};
  const fields = readMap(book, field, ['authority']);
  const authority = fields?.authority && readText(book, fields.authority, 'the path of a certificate (PEM)');
  return authority === undefined ? {} : { authority };
}

function readAgents(book: Book, field: Field | undefined): Readonly<Record<string, string>> {
  const agents: Record<string, string> = {};
  for (const { name, field: agent } of field === undefined
    ? []
    : readEntries(book, field, 'a map of interface or agent number to the name of the agent')) {
    const said = readText(book, agent, 'the name of the agent');
    if (said !== undefined) agents[name] = said;
  }
  return agents;
}
