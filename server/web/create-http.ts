import helmet from '@fastify/helmet';
import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { BATCH_LIMITS, DOOR_LIMITS } from '#domain/limits/limits.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { createGuard, type Guard } from '../access/guard.ts';
import { isLoopbackAddress, networkOf } from '../access/proxy-trust.ts';
import type { WrongCounts } from '../access/wrong-counts.ts';
import { asProblem } from './as-problem.ts';
import type { Companion } from './companion.ts';
import type { Feeds } from '../ingest/intake/feeds.ts';
import { hookIntake, type HookDoors } from '../ingest/hooks/hook-intake.ts';
import { httpIntake } from '../ingest/intake/http-intake.ts';
import type { IntakePorts } from '../ingest/intake/offer-batch.ts';
import type { ReadingPorts } from '../ingest/intake/reading-ports.ts';
import { figuresRoutes } from './figures/figures-routes.ts';
import { sendPastBoard, type FiguresDoors } from './figures/send-answers.ts';
import { historyRoutes, type HistoryRoutesOptions } from './history-routes.ts';
import { collectRoutes } from './openapi/collect-routes.ts';
import { openApi } from './openapi/openapi.ts';
import { pages } from './pages.ts';
import { readRoutes, type ReadRoutesOptions } from './read-routes.ts';
import { sessionRoutes, type SessionOptions } from './session.ts';
import { sourceRoutes, type SourceRoutesOptions } from './source-routes.ts';

/** What the routes stand on; the composition root has it all. */
export type HttpOptions = IntakePorts &
  ReadingPorts &
  SessionOptions &
  Omit<ReadRoutesOptions, 'guard' | 'past'> &
  Omit<HistoryRoutesOptions, 'guard'> &
  Omit<SourceRoutesOptions, 'guard'> & {
    readonly feeds: Feeds;
    readonly wrongs: WrongCounts;
    /** The folder of the built pages. */
    readonly pagesFolder: string;
    /** Absent: nothing posts to us of its own accord. */
    readonly hooks?: HookDoors;
    /** Hears of every route but those of HEAD, for whoever checks who may ask for what. */
    readonly onRoute?: (route: string) => void;
    /** Has routes of its own. */
    readonly companion?: Pick<Companion, 'routes'>;
    readonly figures: FiguresDoors;
    readonly log: Logger;
  };

/** Everything that is asked in HTTP. It does not listen: a transport does. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = options.log;
  const http = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BATCH_LIMITS.otherBytes,
    http: { maxHeaderSize: DOOR_LIMITS.headBytes },
    // What is no number or has a field too many is refused, never bent until it fits.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  const guard = createGuard(options.access);
  const routes = collectRoutes(http, ({ method, path }) => options.onRoute?.(`${method} ${path}`));
  // First, so that refusals have its headers too.
  await http.register(helmet, HELMET);
  http.addHook('onRequest', guard.strangers);
  http.addHook('preSerialization', asProblem);
  http.setErrorHandler(answerError);
  http.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ error: 'not-found', message: `there is no ${request.method} ${shown(request.url)}` }),
  );
  await http.register(rateLimit, fairRate(guard));
  await http.register(httpIntake({ ...options, guard }));
  if (options.hooks !== undefined) await http.register(hookIntake({ ...options, ...options.hooks, guard }));
  await http.register(sessionRoutes(options));
  await http.register(
    readRoutes({ ...options, guard, past: (at, reply) => sendPastBoard(options.figures, at, reply) }),
  );
  await http.register(sourceRoutes({ ...options, guard }));
  await http.register(historyRoutes({ ...options, guard }));
  await http.register(figuresRoutes({ figures: options.figures, guard }));
  if (options.companion !== undefined) await http.register(options.companion.routes(guard));
  http.get('/openapi.json', (_request, reply) => reply.send(openApi(routes)));
  await http.register(pages(options.pagesFolder));
  return http;
}

/** Requests of one address. Events are bounded by their bytes instead; a proxy on this machine that is not believed brings everybody's. */
const fairRate = (guard: Guard): RateLimitPluginOptions => ({
  max: DOOR_LIMITS.requestsAMinute,
  timeWindow: MINUTE_MS,
  cache: DOOR_LIMITS.addresses,
  keyGenerator: (request) => networkOf(guard.addressOf(request)),
  allowList: (request) =>
    request.routeOptions.url === '/v1/events' || isLoopbackAddress(guard.addressOf(request)),
});

const HELMET = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      // Sockets of the same host too, since Chrome 64, Firefox 50 and Safari 15.4.
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // The server itself speaks plain http; a proxy that adds https adds this too.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' as const },
};

/** Says in one shape what was wrong with a request; our own failures are logged and not shown. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    request.log.error({ err: error, path: shown(request.url) }, 'request failed');
    return reply.code(500).send({ error: 'internal', message: 'the server failed; its log says why' });
  }
  return reply.code(status).send({ error: WORDS[status] ?? 'bad-request', message: error.message });
}

const WORDS: Readonly<Record<number, string>> = {
  413: 'too-large',
  415: 'unknown-content-type',
  429: 'busy',
};

/** Without its query, and no longer than a line. */
const shown = (url: string): string => (url.split('?', 1)[0] ?? '').slice(0, 200);
