import { STATUS_CODES } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { HttpRequest, HttpResponse } from 'uWebSockets.js';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import type { TransportOptions, UpgradeRequest } from './transport.ts';
import { UwsBody, type Payload } from './uws-body.ts';
import { hasFramingFault, readUwsRequest } from './uws-request.ts';

/** Passes requests to fastify without a second server. */
export type UwsHttp = {
  answer(res: HttpResponse, req: HttpRequest): void;
  /** Resolves when nothing is being answered, or after `limitMs`. */
  settled(limitMs: number): Promise<void>;
};

type Reply = { readonly status: number; readonly headers: Headers; readonly body: Buffer | string };
type Headers = Readonly<Record<string, number | string | readonly string[] | undefined>>;
type Asked = UpgradeRequest & { readonly method: string };

/** Answers what is no socket, by `fastify.inject`. */
export function createUwsHttp({ http, maxBodyBytes, bodyMs }: TransportOptions): UwsHttp {
  const open = new Set<Promise<void>>();
  return {
    answer(res, req) {
      const asked: Asked = { ...readUwsRequest(res, req), method: req.getCaseSensitiveMethod() };
      if (hasFramingFault(res, asked)) return;
      const answered = answerOne({ http, res, asked, maxBodyBytes, bodyMs }).finally(() =>
        open.delete(answered),
      );
      open.add(answered);
    },
    async settled(limitMs) {
      const stop = new AbortController();
      await Promise.race([
        Promise.all(open),
        wait(limitMs, undefined, { signal: stop.signal }).catch(() => undefined),
      ]);
      stop.abort();
    },
  };
}

type Answering = {
  readonly http: FastifyInstance;
  readonly res: HttpResponse;
  readonly asked: Asked;
  readonly maxBodyBytes: number;
  readonly bodyMs: DurationMs;
};

async function answerOne({ http, res, asked, maxBodyBytes, bodyMs }: Answering): Promise<void> {
  const body = new UwsBody({ res, headers: asked.headers, maxBodyBytes, bodyMs });
  const begun = await body.begun;
  if (begun === 'aborted') return;
  const reply = typeof begun === 'string' ? undefined : await inject({ http, asked, payload: begun.payload });
  body.drop();
  const end = await body.ended;
  if (body.gone) return;
  const broken =
    end === 'too-slow' ? tooSlow(bodyMs) : end === 'too-large' ? tooLarge(maxBodyBytes) : undefined;
  const written = broken ?? reply ?? tooLarge(maxBodyBytes);
  res.cork(() => writeReply({ res, asked, reply: written, isLast: broken !== undefined }));
}

async function inject(of: { http: FastifyInstance; asked: Asked; payload: Payload }): Promise<Reply> {
  const { http, asked, payload } = of;
  try {
    const { statusCode, headers, rawPayload } = await http.inject({
      method: asked.method,
      url: urlOf(asked),
      headers: asked.headers,
      remoteAddress: asked.remoteAddress,
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: statusCode, headers, body: rawPayload };
  } catch (error) {
    // The body broke off or the request is no HTTP that fastify knows; for our own bugs it has its own 500.
    http.log.warn({ err: error, path: asked.path }, 'request could not be passed on');
    return failure(400, 'bad-request', 'the request could not be read');
  }
}

/** One slash in front: two would name a host. */
function urlOf({ path, query }: Asked): string {
  const plain = path.replace(/^\/*/, '/');
  return query === '' ? plain : `${plain}?${query}`;
}

const tooLarge = (maxBodyBytes: number): Reply =>
  failure(413, 'too-large', `the body has more than ${maxBodyBytes} bytes: split it`);

const tooSlow = (bodyMs: DurationMs): Reply =>
  failure(408, 'too-slow', `the body did not arrive within ${bodyMs / SECOND_MS} s`);

const failure = (status: number, error: string, message: string): Reply => ({
  status,
  headers: { 'content-type': PROBLEM_TYPE },
  body: JSON.stringify(problemOf(status, { error, message })),
});

type Writing = {
  readonly res: HttpResponse;
  readonly asked: Asked;
  readonly reply: Reply;
  readonly isLast: boolean;
};

function writeReply({ res, asked, reply, isLast }: Writing): void {
  res.writeStatus(`${reply.status} ${STATUS_CODES[reply.status] ?? ''}`);
  for (const [name, value] of Object.entries(reply.headers)) {
    if (value === undefined || OWN_HEADERS.has(name)) continue;
    for (const one of Array.isArray(value) ? value : [value]) res.writeHeader(name, String(one));
  }
  const length = reply.headers['content-length'];
  if (asked.method === 'HEAD') res.endWithoutBody(length === undefined ? undefined : Number(length), isLast);
  else if (reply.status === 204 || reply.status === 304) res.endWithoutBody(undefined, isLast);
  else res.end(reply.body, isLast);
}

/** Written by uWebSockets.js itself, or about a connection that fastify does not have. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
]);
