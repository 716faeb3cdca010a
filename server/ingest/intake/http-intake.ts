import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Guard } from '../../access/guard.ts';
import type { Feeds } from './feeds.ts';
import { latestAt, offerBatch, type Intake, type IntakePorts } from './offer-batch.ts';
import { parseArray, parseLines } from './parse-batch.ts';
import { unzip } from './unzip.ts';

/** A body as it is sent, packed or not: some 40,000 events in plain text. */
export const INTAKE_BODY_BYTES = 8 * 1024 * 1024;
/** A body as it is read: as much as a full inbox of large events. */
const UNZIPPED_BYTES = 32 * 1024 * 1024;
/** Bodies being unpacked at the same time, so that they take at most 128 MB together. */
const UNZIPPING_MAX = 4;

export type HttpIntakeOptions = IntakePorts & { readonly guard: Guard; readonly feeds: Feeds };

/** POST /v1/events: a batch of NDJSON or a JSON array, plain or gzip, answered when it is in the journal. */
export function httpIntake(options: HttpIntakeOptions): (http: FastifyInstance) => Promise<void> {
  let unzipping = 0;
  return async (http) => {
    http.removeAllContentTypeParsers();
    http.addContentTypeParser(
      CONTENT_TYPES,
      { parseAs: 'buffer', bodyLimit: INTAKE_BODY_BYTES },
      (_, body, done) => done(null, body),
    );
    http.post(
      '/v1/events',
      { onRequest: options.guard.need('ingest'), bodyLimit: INTAKE_BODY_BYTES },
      async (request, reply) => {
        const sent = bodyOf(request);
        if (request.headers['content-encoding'] === undefined)
          return take(options, { request, reply, body: sent });
        if (request.headers['content-encoding'] !== 'gzip')
          return refuse(
            reply,
            415,
            `content-encoding must be gzip or none, got ${request.headers['content-encoding']}`,
          );
        if (unzipping >= UNZIPPING_MAX)
          return busy(reply, `${UNZIPPING_MAX} bodies are being unpacked already`, 1_000);
        unzipping += 1;
        const unzipped = await unzip(sent, UNZIPPED_BYTES).finally(() => (unzipping -= 1));
        if (unzipped.kind === 'body') return take(options, { request, reply, body: unzipped.body });
        return refuse(reply, unzipped.kind === 'too-large' ? 413 : 400, unzipped.reason);
      },
    );
  };
}

const CONTENT_TYPES = ['application/x-ndjson', 'application/jsonl', 'application/json'];

type Taking = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly body: Buffer };

async function take(options: HttpIntakeOptions, { request, reply, body }: Taking): Promise<FastifyReply> {
  const isArray =
    request.headers['content-type']?.startsWith('application/json') === true && !isNdjson(request);
  const batch = (isArray ? parseArray : parseLines)(body, latestAt(options.clock));
  if (batch.kind !== 'batch') return refuse(reply, batch.kind === 'too-many' ? 413 : 400, batch.reason);
  if (batch.events.length + batch.refusedCount === 0)
    return refuse(reply, 400, 'the body is empty: expected at least one event');
  options.feeds.heard(batch.events);
  const sender = options.guard.grantOf(request)?.name ?? '';
  return answer(reply, await offerBatch(options, sender, batch));
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
