import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import type { Guard } from '../access/guard.ts';
import { COUNTED_INTERVALS, historyPage, type HistoryPage } from '../history/history-page.ts';
import type { HistoryQuestion } from '../history/read-history-page.ts';

export type HistoryRoutesOptions = {
  readonly guard: Guard;
  /** Undefined while too many ask, or while it is counted again. */
  readonly history: (question: HistoryQuestion) => Promise<HistoryPage> | undefined;
};

const day = Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }));
const query = Type.Object(
  { from: day, to: day, interval: Type.Optional(Type.Enum(COUNTED_INTERVALS.map(String))) },
  { additionalProperties: false },
);

/** Half-hours, as planners count. */
const USUAL_MINUTES = 30;

/** GET /v1/history?from=&to=&interval=: what days of the centre brought, page by page, for whoever plans. */
export function historyRoutes({
  guard,
  history,
}: HistoryRoutesOptions): (http: FastifyInstance) => Promise<void> {
  return async (http) => {
    http.get<{ Querystring: Static<typeof query> }>(
      '/v1/history',
      {
        onRequest: guard.need('planner'),
        schema: { querystring: query, response: { 200: historyPage } },
      },
      async ({ query: { from, to, interval } }, reply) => {
        const days = readDays(from, to);
        if (typeof days === 'string') return reply.code(400).send({ error: 'bad-request', message: days });
        const page = history({ ...days, intervalMinutes: Number(interval ?? USUAL_MINUTES) });
        if (page === undefined)
          return reply
            .code(503)
            .send({ error: 'busy', message: 'the history is counted again, or too many ask: ask again' });
        return reply.header('cache-control', 'no-store').send(await page);
      },
    );
  };
}

/** The days that are meant, or why there are none such. */
function readDays(
  from: string | undefined,
  to: string | undefined,
): Pick<HistoryQuestion, 'from' | 'to'> | string {
  try {
    return { from: dayIn(from), to: dayIn(to) };
  } catch (cause) {
    if (cause instanceof RangeError) return cause.message;
    throw cause;
  }
}

const dayIn = (text: string | undefined): LocalDay | undefined =>
  text === undefined ? undefined : localDay(text);
