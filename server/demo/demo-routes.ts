import type { FastifyInstance } from 'fastify';
import { DEMO_INCIDENTS, DEMO_PATH, type DemoAction } from '#domain/board/demo.ts';
import type { Guard } from '../access/guard.ts';
import type { Demo } from './demo.ts';

/** The fastest that a demonstration runs: a day in four minutes. */
export const MOST_SPEED = 360;

/** POST /v1/demo: a visitor lets something happen, and is told how the demonstration stands then. */
export function demoRoutes(
  demo: Pick<Demo, 'act' | 'figures'>,
  guard: Guard,
): (http: FastifyInstance) => Promise<void> {
  return async (http) => {
    http.post<{ Body: DemoAction }>(
      DEMO_PATH,
      { onRequest: guard.need('lead'), schema: { body: ACTION } },
      async ({ body }, reply) => {
        const refusal = demo.act(body);
        if (refusal === undefined) return reply.send(demo.figures());
        return reply.code(409).send({ error: 'not-now', message: refusal });
      },
    );
  };
}

const ACTION = {
  type: 'object',
  required: ['action'],
  oneOf: [
    variant({ action: { const: 'provoke' }, incident: { enum: DEMO_INCIDENTS } }),
    variant({ action: { enum: ['cut-feed', 'restore-feed'] } }),
    variant({
      action: { const: 'set-speed' },
      speed: { type: 'number', exclusiveMinimum: 0, maximum: MOST_SPEED },
    }),
  ],
};

function variant(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', required: Object.keys(properties), properties, additionalProperties: false };
}
