import { sourceId } from '#domain/ids.ts';
import type {
  AmiDefinition,
  AsteriskDefinition,
  FreeswitchDefinition,
  HookDefinition,
  SecretPlace,
  SourceDefinition,
  WrapUps,
} from '#domain/source-definition.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import type { WrittenSecret, WrittenSource } from './definitions-schema.ts';
import { noteAt, noteMissing, type Taking } from './take-by-schema.ts';

/** One source: what it is called, and how it is reached where it does not send its events by itself. */
export function sourceDefinition(taking: Taking, written: WrittenSource): SourceDefinition | undefined {
  const id = sourceId(written.id);
  const silence = written['silent-after-seconds'];
  const said = silence === undefined ? { id } : { id, silentAfterMs: msOf(silence) };
  if (!('kind' in written)) return said;
  const reach = reachOf(taking, written);
  return reach && { ...said, reach };
}

type Written<Kind> = Extract<WrittenSource, { kind: Kind }>;

function reachOf(
  taking: Taking,
  written: Extract<WrittenSource, { kind: string }>,
): SourceDefinition['reach'] {
  switch (written.kind) {
    case 'asterisk':
      return asteriskOf(taking, written);
    case 'freeswitch':
      return freeswitchOf(taking, written);
    case 'hook':
      return hookOf(taking, written);
  }
}

/** An Asterisk: its manager interface, its queue_log, or both. */
function asteriskOf(taking: Taking, written: Written<'asterisk'>): AsteriskDefinition | undefined {
  const { ami, 'queue-log': queueLog, 'wrap-up-seconds': wrapUp, agents = {} } = written;
  if (ami === undefined && queueLog === undefined)
    return noteMissing(taking, written, 'ami', 'ami, queue-log or both: best both');
  return {
    kind: 'asterisk',
    ...(ami !== undefined && { ami: amiOf(taking, ami) }),
    ...(queueLog !== undefined && { queueLog }),
    wrapUps: wrapUpsOf(wrapUp),
    agents,
  };
}

/** manager.conf: 5038 in the clear, 5039 with TLS. */
const AMI_PORT = 5_038;
const AMI_TLS_PORT = 5_039;

function amiOf(taking: Taking, written: NonNullable<Written<'asterisk'>['ami']>): AmiDefinition {
  const { host = '127.0.0.1', port, tls = false, user } = written;
  return {
    host,
    port: port ?? (tls === false ? AMI_PORT : AMI_TLS_PORT),
    ...(tls !== false && { tls: tls === true ? {} : tls }),
    user,
    password: secretPlace(taking, written.password),
  };
}

function wrapUpsOf(written: Written<'asterisk'>['wrap-up-seconds'] = {}): WrapUps {
  if (typeof written === 'number') return { everywhereMs: msOf(written), queuesMs: {} };
  const { all, ...queues } = written;
  return {
    ...(all !== undefined && { everywhereMs: msOf(all) }),
    queuesMs: Object.fromEntries(Object.entries(queues).map(([queue, seconds]) => [queue, msOf(seconds)])),
  };
}

/** Where the definitions say nothing. 8021 is the port of event_socket.conf.xml as it comes. */
const FREESWITCH_PORT = 8_021;
const FREESWITCH_POLL_MS = 10 * SECOND_MS;

/** A FreeSWITCH with mod_callcenter, reached by its event socket. */
function freeswitchOf(taking: Taking, written: Written<'freeswitch'>): FreeswitchDefinition {
  const { host = '127.0.0.1', port = FREESWITCH_PORT, user, format = 'json' } = written;
  const { 'poll-seconds': poll, 'wrap-up-seconds': wrapUp } = written;
  return {
    kind: 'freeswitch',
    host,
    port,
    format,
    pollMs: poll === undefined ? FREESWITCH_POLL_MS : msOf(poll),
    password: secretPlace(taking, written.password),
    ...(user !== undefined && { user }),
    ...(wrapUp !== undefined && { wrapUpMs: msOf(wrapUp) }),
  };
}

function hookOf(taking: Taking, written: Written<'hook'>): HookDefinition {
  const { mapping, secret, 'public-url': publicUrl } = written;
  return {
    kind: 'hook',
    mapping,
    ...(secret !== undefined && { secret: secretPlace(taking, secret) }),
    ...(publicUrl !== undefined && { publicUrl }),
  };
}

function secretPlace(taking: Taking, written: WrittenSecret): SecretPlace {
  const { env, file } = written;
  if (env !== undefined && file !== undefined) noteAt(taking, written, 'env', 'either env or file');
  return env === undefined ? { kind: 'file', path: file ?? '' } : { kind: 'environment', name: env };
}

const msOf = (seconds: number): DurationMs => Math.round(seconds * SECOND_MS);
