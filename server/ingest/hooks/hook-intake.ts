import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { mayTell } from '../../access/access.ts';
import type { Guard, GuardHook } from '../../access/guard.ts';
import { networkOf } from '../../access/proxy-trust.ts';
import type { WrongCounts } from '../../access/wrong-counts.ts';
import type { Feeds } from '../intake/feeds.ts';
import type { Timers } from '../../clock/timers.ts';
import { latestAt, type IntakePorts } from '../intake/offer-batch.ts';
import { draftBatch } from '../intake/parse-batch.ts';
import { roomRefusal, type ReadingPorts } from '../intake/reading-ports.ts';
import type { SourceEntry, SourceHealthBook } from '../links/source-health.ts';
import { checkSeals, type SealVerdict } from './check-seal.ts';
import { deliverHook } from './deliver-hook.ts';
import { readHookAsked, sealedUrls, type HookAsked } from './hook-asked.ts';
import { mapHookBody } from './mapping/map-hook-body.ts';
import type { Hook } from './open-hooks.ts';
import { readHookBody, type HookBody } from './read-hook-body.ts';

/** What posts to us, and where it is written how it is. */
export type HookDoors = {
  readonly hooks: ReadonlyMap<SourceId, Hook>;
  readonly health: Pick<SourceHealthBook, 'add'>;
  readonly timers: Timers;
};

export type HookIntakeOptions = IntakePorts &
  Pick<ReadingPorts, 'openBodies' | 'overflow'> &
  HookDoors & {
    readonly guard: Guard;
    readonly wrongs: WrongCounts;
    readonly feeds: Feeds;
    readonly log: Logger;
  };

/** POST /v1/hooks/<source>: what another system sends of its own accord, answered as it expects once it is in the journal. */
export function hookIntake(options: HookIntakeOptions): (http: FastifyInstance) => Promise<void> {
  const doors = new Map<string, Door>();
  for (const [id, hook] of options.hooks) doors.set(id, { hook, health: options.health.add(id, 'hook') });
  let open = 0;
  return async (http) => {
    http.removeAllContentTypeParsers();
    http.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: BATCH_LIMITS.hookBytes },
      (_, body, done) => done(null, body),
    );
    http.post<Params>(
      '/v1/hooks/:source',
      { bodyLimit: BATCH_LIMITS.hookBytes, onRequest: [admit(doors, options.guard), enter(options)] },
      async (request, reply) => {
        const door = doors.get(request.params.source);
        if (door === undefined) return refuse(reply, 404, UNKNOWN);
        if (open >= BATCH_LIMITS.openHooks)
          return refuse(reply, 503, `${BATCH_LIMITS.openHooks} requests are being answered already`);
        open += 1;
        return take({ ...options, ...door }, request, reply).finally(() => (open -= 1));
      },
    );
  };
}

/** Lets pass whoever may post to the door: to one without a secret, a token that may tell of its source. */
function admit(doors: ReadonlyMap<string, Door>, guard: Guard): Hooked {
  const needToken = guard.need('ingest');
  return async (request, reply) => {
    const door = doors.get(request.params.source);
    if (door === undefined) return refuse(reply, 404, UNKNOWN);
    if (door.hook.secret !== undefined) return undefined;
    const refused = await needToken(request, reply);
    const grant = guard.grantOf(request);
    if (refused !== undefined || grant === undefined || mayTell(grant, door.hook.source)) return refused;
    return refuse(reply, 403, `the token ${grant.name} is not for the source ${door.hook.source}`);
  };
}

/** Takes room for the body. */
function enter({ guard, openBodies }: HookIntakeOptions): GuardHook {
  return async (request, reply) => {
    // Whoever has no token is known by the address alone: nobody may take the room of all.
    const whose = [`address ${networkOf(guard.addressOf(request))}`, ...guard.whose(request)];
    const bytes = Number(request.headers['content-length'] ?? BATCH_LIMITS.hookBytes);
    const opened = openBodies.enter(bytes, whose);
    if (typeof opened === 'string') return refuse(reply.header('retry-after', '1'), 503, opened);
    reply.raw.once('close', () => opened.leave());
    return undefined;
  };
}

type Params = { Params: { source: string } };
type Hooked = (request: FastifyRequest<Params>, reply: FastifyReply) => Promise<unknown>;

const UNKNOWN = 'the definitions name no such hook';

type Door = { readonly hook: Hook; readonly health: SourceEntry };
type Taking = Omit<HookIntakeOptions, 'health'> & Door;

async function take(taking: Taking, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { hook, clock, feeds, health } = taking;
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const read = readHookBody(request.headers['content-type'], bytes);
  const asked = readHookAsked(request);
  const verdict = judge(taking, { asked, read, bytes });
  if (verdict !== 'right') {
    const { guard, wrongs } = taking;
    if (wrongs.note(`hook ${hook.source} ${networkOf(guard.addressOf(request))}`))
      return refuse(reply.header('retry-after', '60'), 429, TOO_MANY_WRONG);
    const message = `the request is not signed as ${hook.mapping.name} signs with this hook's secret`;
    return refuse(reply, verdict === 'wrong' ? 403 : 401, message);
  }
  if (read.kind === 'unreadable') {
    recordUnreadable(taking, read.reason);
    return refuse(reply, 400, read.reason);
  }
  const told = {
    source: hook.source,
    receivedAt: clock(),
    latestAt: latestAt(clock),
    refuse: (event: AcdEvent) => roomRefusal(taking, event),
  };
  const batch = mapHookBody(hook.mapping, { ...asked, body: read.body }, told);
  feeds.heard(batch.events);
  const delivered = await deliverHook(taking, hook, batch);
  if (delivered.kind === 'committed') {
    health.committed(batch.events, delivered);
    return accept(reply, hook, batch.refusedCount);
  }
  if (delivered.isLost) mourn(taking, delivered.reason);
  return refuse(reply.header('retry-after', '1'), 503, delivered.reason);
}

/** The right one is let in all the same: whoever shares its address must not lock it out. */
const TOO_MANY_WRONG = 'too many requests with a wrong signature came from this address: wait a minute';

type Shown = { readonly asked: HookAsked; readonly read: HookBody; readonly bytes: Buffer };

function judge({ hook, health, clock }: Taking, { asked, read, bytes }: Shown): SealVerdict {
  const { secret, mapping, publicUrl } = hook;
  // Without a secret the token was asked for before the body was read.
  if (secret === undefined) return 'right';
  const form = read.kind === 'body' ? read.form : undefined;
  const sealed = {
    ...asked,
    urls: sealedUrls(asked, publicUrl),
    body: bytes,
    ...(form !== undefined && { form }),
  };
  const verdict = checkSeals(mapping.seals, sealed, { secret, now: clock() });
  if (verdict === 'right') health.mended(SEAL_WARNING);
  else health.warn(SEAL_WARNING, SEAL_WORDS[verdict]);
  return verdict;
}

const SEAL_WARNING = 'signature';
const SEAL_WORDS = {
  wrong: 'the last request was signed with another secret, for another address, or too long ago',
  unsigned: 'the last request was not signed',
};

function recordUnreadable({ refusals, clock, hook: { source } }: Taking, reason: string): void {
  const batch = draftBatch();
  const refusal = { reason: 'not-json', field: '', value: reason, expected: 'JSON or a form' } as const;
  batch.add(1, { kind: 'refused', refusal, source });
  refusals.record({ sender: source, batch: batch.parsed(), at: clock() });
}

/** What a body said that is no event is listed and not answered with an error: sending it again would not help. */
function accept(reply: FastifyReply, { mapping }: Hook, refused: number): FastifyReply {
  const { status, type, body } = mapping.sender.reply;
  if (refused > 0) void reply.header('x-callboard-refused', String(refused));
  if (type !== undefined) void reply.type(type);
  return reply.code(status).send(body);
}

function mourn({ log, health, hook: { source, mapping } }: Taking, reason: string): void {
  const sentence = `a request was turned away, and ${mapping.name} does not send it again: ${reason}`;
  log.error({ source }, sentence);
  health.warn('lost', sentence);
}

const ERRORS: Readonly<Record<number, string>> = {
  400: 'no-body',
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not-found',
  429: 'busy',
  503: 'busy',
};

const refuse = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ error: ERRORS[status] ?? 'refused', message });
