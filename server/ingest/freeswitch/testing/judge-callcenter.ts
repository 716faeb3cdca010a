import type { Visit } from '#domain/contact.ts';
import { agentId, contactId, queueId } from '#domain/ids.ts';
import { SECOND_MS, epochMs } from '#domain/time.ts';
import { openStays } from '../../../floor/agent-book.ts';
import { stateOf } from '../../../floor/standing.ts';
import { drawFigures } from '../../../metrics/draw-figures.ts';
import type { FakeAgent, LivedVisit } from './callcenter-people.ts';
import { FAKE_QUEUES, SALES_LONGEST_MS, type FakeCallcenter } from './fake-callcenter.ts';
import type { Following } from './follow-callcenter.ts';

/** What the wall says at this moment other than the switch itself. */
export function wrongNow(fake: FakeCallcenter, { counted }: Following): readonly string[] {
  const { world, terms } = counted;
  // Marks of this very instant count.
  const now = epochMs(fake.now() + 1);
  const { queues } = drawFigures({ floor: world.floor, tally: world.tally, ...terms, now, feeds: new Map() });
  const wrong: string[] = [];
  const compare = (what: string, told: unknown, is: unknown): void =>
    void (told === is || wrong.push(`${what} is told ${String(told)} and is ${String(is)}`));
  for (const queue of FAKE_QUEUES) {
    const waits = [...fake.callers]
      .filter(({ state, visit }) => visit.queue === queue && (state === 'Waiting' || state === 'Trying'))
      .map(({ visit }) => visit.queued.at);
    const told = queues[queueId(queue)];
    compare(`waiting in ${queue}`, told?.waiting ?? 0, waits.length);
    const [oldest, toldOldest] = [Math.min(...waits), told?.oldestQueuedAt];
    // Of whom only a table has told, the whole second is known.
    const isSame = waits.length === 0 ? toldOldest === undefined : isWithinSecond(toldOldest, oldest);
    if (!isSame) compare(`longest wait in ${queue}`, toldOldest, oldest);
  }
  for (const agent of fake.agents) {
    const book = world.floor.agents.get(agentId(agent.name));
    const told = book && stateOf(openStays(book, now, world.floor.gridMs).standing, now);
    compare(agent.name, told, agentState(agent, fake.now()));
  }
  return wrong;
}

const isWithinSecond = (told: number | undefined, is: number): boolean =>
  told !== undefined && told <= is && told > is - SECOND_MS;

function agentState({ status, state, wrapUntil }: FakeAgent, now: number): string | undefined {
  if (status === 'Logged Out') return undefined;
  if (state === 'In a queue call') return 'busy';
  if (status === 'On Break') return 'away';
  return state === 'Waiting' && now < wrapUntil ? 'wrap-up' : 'available';
}

/** How many visits were told as they were, how many as well as can be known by what was heard, and which were told wrongly. */
export type Verdict = { exact: number; known: number; unseen: number; readonly wrong: string[] };

export function judgeVisits(fake: FakeCallcenter, following: Following): Verdict {
  const verdict: Verdict = { exact: 0, known: 0, unseen: 0, wrong: [] };
  for (const lived of fake.visits) judgeVisit(verdict, lived, following);
  return verdict;
}

function judgeVisit(verdict: Verdict, lived: LivedVisit, { counted, heard }: Following): void {
  const { session, queue } = lived;
  const record = counted.world.floor.contacts.get(contactId(session))?.record;
  const told = record?.visits.filter((visit) => visit.queue === queue) ?? [];
  const isHeard = (moment: Heard): boolean => heard.has(moment?.said ?? -1);
  const [visit, second] = told;
  const story = `${session} in ${queue} since ${lived.queued.at}`;
  if (second !== undefined) return void verdict.wrong.push(`${story} is told twice`);
  if (visit === undefined) {
    if ([lived.queued, lived.answered, lived.over].some(isHeard)) verdict.wrong.push(`${story} is not told`);
    else verdict.unseen += 1;
    return;
  }
  const [said, may] = [outcomeOf(visit), outcomesOf(lived, isHeard)];
  const isRight = may.includes(said) && isWithinSecond(visit.queuedAt, lived.queued.at);
  if (!isRight) {
    const times = `queued at ${visit.queuedAt}, ${JSON.stringify(lived)}`;
    verdict.wrong.push(`${story} is told ${said} and is ${may.join(' or ')}; ${times}`);
  } else if (said === (lived.answered === undefined ? TRUE[lived.over?.how ?? 'restart'] : 'answered'))
    verdict.exact += 1;
  else verdict.known += 1;
}

type Heard = { readonly said: number } | undefined;

const outcomeOf = ({ outcome }: Visit): string =>
  outcome.state === 'left' ? `left ${outcome.reason}` : outcome.state;

const TRUE = {
  served: 'answered',
  abandoned: 'abandoned',
  timeout: 'left timeout',
  key: 'left key',
  restart: 'lost',
};

/** What may be told of it. Where its end was not heard: that it is over; and a table may have told more (docs/connect-freeswitch.md). */
function outcomesOf(
  { queue, queued, answered, over }: LivedVisit,
  isHeard: (moment: Heard) => boolean,
): readonly string[] {
  const how = over?.how ?? 'restart';
  if (answered !== undefined && isHeard(answered)) return ['answered'];
  if (isHeard(over)) return [TRUE[how]];
  if (answered !== undefined) return ['answered', 'left error', 'left overflow', 'lost'];
  if (how === 'restart') return ['lost'];
  const hasWaitedAll =
    queue === 'sales@default' && over !== undefined && over.at - queued.at > SALES_LONGEST_MS - SECOND_MS;
  return [TRUE[how], hasWaitedAll ? TRUE.timeout : TRUE.abandoned, 'left error', 'lost'];
}
