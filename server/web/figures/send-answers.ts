import type { FastifyReply } from 'fastify';
import { listedNames } from '#domain/text/listed-names.ts';
import { later, type EpochMs } from '#domain/time.ts';
import { dayStart, isoInZone } from '#domain/time-zone.ts';
import { instantAsked, readAsked, type AskedOf } from '../../history/doors/asked-figures.ts';
import {
  contactsTable,
  figuresTable,
  lostTable,
  type AnswerTable,
} from '../../history/doors/answer-tables.ts';
import { contactAnswer, type KnownContact } from '../../history/doors/contact-answer.ts';
import { contactsAnswer, readCursor } from '../../history/doors/contacts-answer.ts';
import { csvText } from '../../history/doors/csv-text.ts';
import { figuresAnswer } from '../../history/doors/figures-answer.ts';
import { askLost, type LostQuestion } from '../../history/doors/lost-customers.ts';
import { askPastBoard } from '../../history/doors/past-board.ts';
import { parquetOf } from '../../history/doors/parquet-of.ts';
import { personalIn } from '../../history/doors/personal.ts';
import { EngineFailure } from '../../history/engine/engine-failure.ts';
import { prepareQuestion, type PreparedQuestion } from '../../history/figures/prepare-question.ts';
import { QuestionMistake } from '../../history/figures/question.ts';
import { askFigures } from '../../history/sql/ask-figures.ts';
import { askRows, type Page, type RowsAnswer } from '../../history/sql/ask-rows.ts';
import type { Reading } from '../../history/sql/reading.ts';
import { sendProblem } from './send-problem.ts';
import type { ContactQuery, ContactsQuery, FiguresQuery, LostQuery } from './figures-queries.ts';

/** What figures are asked of. */
export type FiguresDoors = {
  readonly history: Reading;
  readonly asked: AskedOf & { readonly now: () => EpochMs };
  /** A contact, wherever it is. Undefined at once: too many ask; undefined later: nobody knows it. */
  readonly contact: (id: string) => Promise<KnownContact | undefined> | undefined;
  /** Where a file is written before it is sent. */
  readonly scratch: string;
};

const USUAL_ROWS = 100;
/** Rows of a file: the abandons of a large centre's day; what is more takes whoever else asks too long. */
const MOST_FILE_ROWS = 20_000;
/** Rows of a file that are asked for at once: the wall is served between two parts. */
const PART_ROWS = 2_000;
const USUAL_LOST_MINUTES = 60;

const fresh = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');

/** One contact, or that nobody knows it. */
export async function sendContact(
  { contact, asked }: FiguresDoors,
  { id, ...query }: ContactQuery & { readonly id: string },
  reply: FastifyReply,
  showsCustomers: boolean,
): Promise<unknown> {
  const known = contact(id);
  if (known === undefined)
    return reply.code(503).send({ error: 'busy', message: 'too many ask for the history: ask again' });
  const found = await known;
  if (found === undefined)
    return reply.code(404).send({ error: 'not-found', message: `there is no contact ${id}` });
  return fresh(reply).send(contactAnswer(found, { question: readAsked(query, [], asked), showsCustomers }));
}

export async function sendFigures(
  { history, asked, scratch }: FiguresDoors,
  query: FiguresQuery,
  reply: FastifyReply,
  showsCustomers: boolean,
): Promise<unknown> {
  const prepared = prepareQuestion(readAsked(query, listedNames(query.measures), asked));
  refusePersonal(prepared, showsCustomers);
  const { figures, isWhole } = await askFigures(prepared, history);
  if (query.format === undefined || query.format === 'json')
    return fresh(reply).send(figuresAnswer(prepared, figures, isWhole));
  return sendTable(reply, figuresTable(prepared, figures), {
    history,
    scratch,
    format: query.format,
    name: 'figures',
  });
}

/** The floor at a past second. */
export async function sendPastBoard(
  { history, asked }: FiguresDoors,
  at: string,
  reply: FastifyReply,
): Promise<unknown> {
  try {
    const instant = instantAsked('at', at, asked.zone);
    if (instant === undefined || instant > asked.now())
      throw new QuestionMistake(`at: expected a past second such as 2026-03-04T09:00:00+08:00, got ${at}`);
    return await fresh(reply).send(await askPastBoard(instant, asked.zone, history));
  } catch (cause) {
    return sendProblem(reply, cause);
  }
}

/** Whoever may not see customers must not find one out by asking either. */
function refusePersonal(prepared: PreparedQuestion, showsCustomers: boolean): void {
  const named = showsCustomers ? undefined : personalIn(prepared);
  if (named !== undefined)
    throw new QuestionMistake(`${named} is personal: a token with the role planner may ask for it`);
}

export async function sendContacts(
  { history, asked, scratch }: FiguresDoors,
  query: ContactsQuery,
  reply: FastifyReply,
  showsCustomers: boolean,
): Promise<unknown> {
  const prepared = prepareQuestion(readAsked(query, [query.of], asked));
  refusePersonal(prepared, showsCustomers);
  const { zone, by } = prepared.question;
  const shown = { of: query.of, by, zone, showsCustomers };
  const after = query.after === undefined ? {} : { after: readCursor(query.after) };
  const format = query.format ?? 'json';
  const isFile = format !== 'json';
  const found =
    isFile && query.limit === undefined
      ? await wholeList(prepared, after, history)
      : await askRows(prepared, { most: Number(query.limit ?? USUAL_ROWS), ...after }, history);
  const answer = contactsAnswer(found, shown);
  if (!isFile) return fresh(reply).send(answer);
  if (answer.next !== undefined) void reply.header('x-next', answer.next);
  const table = contactsTable(answer, { kind: found.kind, by });
  return sendTable(reply, table, { history, scratch, format, name: 'contacts' });
}

/** Every row of a list, for a file. Nobody is given a part of it as if it were all. */
async function wholeList(
  prepared: PreparedQuestion,
  after: Pick<Page, 'after'>,
  history: Reading,
): Promise<RowsAnswer> {
  let found = await askRows(prepared, { most: PART_ROWS, ...after }, history);
  let { isWhole } = found;
  const rows = [...found.rows];
  for (let last = rows.at(-1); found.isMore && last !== undefined; last = rows.at(-1)) {
    if (rows.length >= MOST_FILE_ROWS)
      throw new EngineFailure(
        'too-large',
        `the list has more than ${MOST_FILE_ROWS} rows: ask for a shorter time by from and to, or for parts by limit, each with after as the header x-next of the part before says`,
      );
    found = await askRows(prepared, { most: PART_ROWS, after: last.cursor }, history);
    isWhole &&= found.isWhole;
    rows.push(...found.rows);
  }
  return { ...found, rows, isWhole };
}

export async function sendLost(
  { history, asked, scratch }: FiguresDoors,
  query: LostQuery,
  reply: FastifyReply,
  showsCustomers: boolean,
): Promise<unknown> {
  const question = {
    ...lostRange(query, asked),
    zone: asked.zone,
    showsCustomers,
    minutes: Number(query.minutes ?? USUAL_LOST_MINUTES),
    states: query.states === 'all' ? ('all' as const) : ('lost' as const),
  };
  const answer = await askLost(question, history);
  if (query.format === undefined || query.format === 'json') return fresh(reply).send(answer);
  return sendTable(reply, lostTable(answer), { history, scratch, format: query.format, name: 'lost' });
}

/** The day of the centre up to now; the day that `to` ends in where only that is told. */
function lostRange(
  query: LostQuery,
  { zone, now }: FiguresDoors['asked'],
): Pick<LostQuestion, 'from' | 'to'> {
  const to = instantAsked('to', query.to, zone) ?? now();
  const from = instantAsked('from', query.from, zone) ?? dayStart(zone, later(to, -1));
  if (from < to) return { from, to };
  throw new QuestionMistake(
    `from has to be before to, got ${isoInZone(zone, from)} and ${isoInZone(zone, to)}`,
  );
}

type Sending = Pick<FiguresDoors, 'history' | 'scratch'> & { readonly format: string; readonly name: string };

async function sendTable(
  reply: FastifyReply,
  table: AnswerTable,
  { history, scratch, format: kind, name }: Sending,
): Promise<unknown> {
  void fresh(reply).header('content-disposition', `attachment; filename="${name}.${kind}"`);
  if (kind === 'csv') return reply.type('text/csv; charset=utf-8').send(csvText(table));
  return reply.type('application/vnd.apache.parquet').send(await parquetOf(table, history, scratch));
}
