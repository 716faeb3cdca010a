import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import type { Guard, GuardHook } from '../../access/guard.ts';
import type { Feeds } from './feeds.ts';
import { RETRY_AFTER_MS } from './inbox.ts';
import { offerBatch, type Intake, type IntakePorts } from './offer-batch.ts';
import type { OpenBody } from './open-bodies.ts';
import { readArray, readLines } from './parse-batch.ts';
import { rulesFor, type ReadingPorts } from './reading-ports.ts';
import { inTurns } from './reading-turns.ts';
import { unpackedMost, unzip } from './unzip.ts';

export type HttpIntakeOptions = IntakePorts & ReadingPorts & { readonly guard: Guard; readonly feeds: Feeds };

/** POST /v1/events: a batch of NDJSON or a JSON array, plain or gzip, answered when it is in the journal. */
export function httpIntake(options: HttpIntakeOptions): (http: FastifyInstance) => Promise<void> {
  const { guard } = options;
  const { bodyBytes } = BATCH_LIMITS;
  const bodies = new WeakMap<FastifyRequest, OpenBody>();
  const enter: GuardHook = async (request, reply) => {
    const opened = options.openBodies.enter(bytesOf(request), guard.whose(request));
    if (typeof opened === 'string') return busy(reply, opened, RETRY_AFTER_MS);
    bodies.set(request, opened);
    // Whatever becomes of the request, hung up in the middle of its body too.
    reply.raw.once('close', () => opened.leave());
    return undefined;
  };
  return async (http) => {
    http.removeAllContentTypeParsers();
    http.addContentTypeParser(CONTENT_TYPES, { parseAs: 'buffer', bodyLimit: bodyBytes }, (_, body, done) =>
      done(null, body),
    );
    http.post(
      '/v1/events',
      { onRequest: [guard.need('ingest'), enter], bodyLimit: bodyBytes },
      async (request, reply) => {
        const opened = bodies.get(request);
        return takeBody({ ...options, opened }, request, reply).finally(() => opened?.leave());
      },
    );
  };
}

/** What the body will have at most, unpacked where it is packed. */
function bytesOf({ headers }: FastifyRequest): number {
  const announced = Number(headers['content-length'] ?? BATCH_LIMITS.bodyBytes);
  return headers['content-encoding'] === undefined ? announced : unpackedMost(announced);
}

type Opened = HttpIntakeOptions & { readonly opened: OpenBody | undefined };

async function takeBody(
  options: Opened,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const sent = bodyOf(request);
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined) return take(options, { request, reply, body: sent });
  if (encoding !== 'gzip')
    return refuse(reply, 415, `content-encoding must be gzip or none, got ${encoding}`);
  const unzipped = await unzip(sent, unpackedMost(sent.length));
  if (unzipped.kind === 'body') return take(options, { request, reply, body: unzipped.body });
  return refuse(reply, unzipped.kind === 'too-large' ? 413 : 400, unzipped.reason);
}

const CONTENT_TYPES = ['application/x-ndjson', 'application/jsonl', 'application/json'];

type Taking = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly body: Buffer };

async function take(options: Opened, { request, reply, body }: Taking): Promise<FastifyReply> {
  options.opened?.shrink(body.length);
  const grant = options.guard.grantOf(request);
  if (grant === undefined) return refuse(reply, 400, 'nobody may tell this');
  const isArray =
    request.headers['content-type']?.startsWith('application/json') === true && !isNdjson(request);
  const reading = (isArray ? readArray : readLines)(body, rulesFor(options, grant));
  const batch = await inTurns(reading, options.turns, grant.name);
  if (batch.kind !== 'batch') return refuse(reply, batch.kind === 'too-many' ? 413 : 400, batch.reason);
  if (batch.events.length + batch.refusedCount === 0)
    return refuse(reply, 400, 'the body is empty: expected at least one event');
  options.feeds.heard(batch.events);
  return answer(reply, await offerBatch(options, grant.name, batch));
}

const isNdjson = (request: FastifyRequest): boolean =>
  request.headers['content-type']?.startsWith('application/jsonl') === true;

function answer(reply: FastifyReply, intake: Intake): FastifyReply {
  if (intake.kind === 'full') return busy(reply, intake.reason, intake.retryAfterMs);
  if (intake.kind === 'failed')
    return retryAfter(reply, intake.retryAfterMs)
      .code(503)
      .send({ error: 'not-written', message: intake.reason });
  const { kind: _, ...committed } = intake;
  return reply.send(committed);
}

function busy(reply: FastifyReply, message: string, retryAfterMs: number): FastifyReply {
  return retryAfter(reply, retryAfterMs).code(429).send({ error: 'busy', message, retryAfterMs });
}

/** The header knows whole seconds only. */
const retryAfter = (reply: FastifyReply, ms: number): FastifyReply =>
  reply.header('retry-after', String(Math.ceil(ms / 1000)));

const ERRORS: Readonly<Record<number, string>> = {
  400: 'no-batch',
  413: 'too-large',
  415: 'unknown-encoding',
};

const refuse = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ error: ERRORS[status] ?? 'refused', message });

/** The parser made it a Buffer; a request without a body has none. */
const bodyOf = (request: FastifyRequest): Buffer =>
  Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
