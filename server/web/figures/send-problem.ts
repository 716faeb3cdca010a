import type { FastifyReply } from 'fastify';
import { ConditionMistake } from '../../history/conditions/condition-mistake.ts';
import { EngineFailure } from '../../history/engine/engine-failure.ts';
import { QuestionMistake, UnkeptFailure } from '../../history/figures/question.ts';

/** Answers a question that cannot be answered: what was wrong with it, or why there is no answer now. Rethrows what is our own mistake. */
export function sendProblem(reply: FastifyReply, cause: unknown): FastifyReply {
  if (cause instanceof QuestionMistake || cause instanceof ConditionMistake)
    return reply.code(400).send({ error: 'bad-request', message: cause.message });
  if (cause instanceof UnkeptFailure)
    return reply.code(501).send({ error: 'not-kept', message: cause.message });
  if (!(cause instanceof EngineFailure) || cause.reason === 'refused') throw cause;
  if (cause.reason === 'busy') void reply.header('retry-after', '1');
  return reply.code(STATUS_OF[cause.reason]).send({ error: cause.reason, message: cause.message });
}

const STATUS_OF: Readonly<Record<Exclude<EngineFailure['reason'], 'refused'>, number>> = {
  // Not on this machine.
  absent: 501,
  busy: 503,
  ended: 503,
  late: 504,
  'too-large': 422,
};
