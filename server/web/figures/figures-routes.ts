import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MINUTE_MS } from '#domain/time.ts';
import type { Guard } from '../../access/guard.ts';
import { mayDo } from '../../access/role.ts';
import { contactPage } from '../../history/doors/contact-answer.ts';
import { contactsPage } from '../../history/doors/contacts-answer.ts';
import { figuresPage } from '../../history/doors/figures-answer.ts';
import { lostPage } from '../../history/doors/lost-customers.ts';
import {
  contactParams,
  contactQuery,
  contactsQuery,
  figuresQuery,
  lostQuery,
  type ContactParams,
  type ContactQuery,
  type ContactsQuery,
  type FiguresQuery,
  type LostQuery,
} from './figures-queries.ts';
import { sendProblem } from './send-problem.ts';
import { queryMistake } from './query-mistake.ts';
import { sendContact, sendContacts, sendFigures, sendLost, type FiguresDoors } from './send-answers.ts';

export type FiguresRoutesOptions = { readonly guard: Guard; readonly figures: FiguresDoors };

/** Of one address: a page asks for some ten figures, now and then. */
const rateLimit = { max: 300, timeWindow: MINUTE_MS };

/** Figures over any time, the rows behind each, each contact, and whom to call back. */
export function figuresRoutes({
  guard,
  figures,
}: FiguresRoutesOptions): (http: FastifyInstance) => Promise<void> {
  const route = { onRequest: guard.need('lead'), config: { rateLimit } };
  const answer = answering(guard);
  return async (http) => {
    http.setErrorHandler(answerMistake);
    http.get<{ Querystring: FiguresQuery }>(
      '/v1/figures',
      { ...route, schema: { querystring: figuresQuery, response: { 200: figuresPage } } },
      (request, reply) =>
        answer(request, reply, (shows) => sendFigures(figures, request.query, reply, shows)),
    );
    http.get<{ Querystring: ContactsQuery }>(
      '/v1/contacts',
      { ...route, schema: { querystring: contactsQuery, response: { 200: contactsPage } } },
      (request, reply) =>
        answer(request, reply, (shows) => sendContacts(figures, request.query, reply, shows)),
    );
    http.get<{ Querystring: ContactQuery; Params: ContactParams }>(
      '/v1/contacts/:id',
      {
        ...route,
        schema: { querystring: contactQuery, params: contactParams, response: { 200: contactPage } },
      },
      (request, reply) =>
        answer(request, reply, (shows) =>
          sendContact(figures, { ...request.query, ...request.params }, reply, shows),
        ),
    );
    http.get<{ Querystring: LostQuery }>(
      '/v1/lost',
      { ...route, schema: { querystring: lostQuery, response: { 200: lostPage } } },
      (request, reply) => answer(request, reply, (shows) => sendLost(figures, request.query, reply, shows)),
    );
  };
}

/** Says which parameter is wrong; what else goes wrong is answered as everywhere. */
function answerMistake(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = queryMistake(error, request);
  if (message === undefined) throw error;
  return reply.code(400).send({ error: 'bad-request', message });
}

/** Answers with what the work sends, or with why it cannot; the work hears whether customers are shown whole. */
const answering =
  (guard: Guard) =>
  async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (showsCustomers: boolean) => Promise<unknown>,
  ): Promise<unknown> => {
    const grant = guard.grantOf(request);
    try {
      return await work(grant !== undefined && mayDo(grant.role, 'planner'));
    } catch (cause) {
      return sendProblem(reply, cause);
    }
  };
