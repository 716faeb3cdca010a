import type { ContactEvent } from '#domain/acd-event.ts';
import type { Visit } from '#domain/contact.ts';
import { contactId } from '#domain/ids.ts';
import { SECOND_MS, later, type EpochMs } from '#domain/time.ts';
import type { World } from '../../../../pipeline/world.ts';
import { SAME_TIME_MS } from './compare.ts';
import { listedAfter, type Silence } from './silence.ts';
import type { TrueVisit } from './switch-state.ts';

/** How many visits were told as they were, how many as well as can be known by what was heard, and sentences of the others. */
export type VisitVerdict = { exact: number; known: number; unseen: number; readonly wrong: string[] };

/** Compares all visits with what the switch knows of them. `silences`: when nobody listened who could have told. */
export function compareVisits(
  visits: readonly TrueVisit[],
  world: World,
  silences: readonly Silence[],
): VisitVerdict {
  const verdict: VisitVerdict = { exact: 0, known: 0, unseen: 0, wrong: [] };
  const byCall = new Map<string, TrueVisit[]>();
  for (const visit of visits) byCall.set(visit.call, [...(byCall.get(visit.call) ?? []), visit]);
  for (const contact of world.floor.contacts.keys())
    if (!byCall.has(contact.replace('pbx/', ''))) verdict.wrong.push(`${contact}: no such call`);
  for (const [call, truth] of byCall) {
    const entry = world.floor.contacts.get(contactId(`pbx/${call}`));
    const told = entry?.record.visits ?? [];
    const found = match({ truth, told, facts: entry?.facts ?? [], silences });
    if (found === undefined) verdict.wrong.push(sentence(call, truth, told));
    else for (const how of found) verdict[how] += 1;
  }
  return verdict;
}

function sentence(call: string, truth: readonly TrueVisit[], told: readonly Visit[]): string {
  const said = told.map((visit) => `${visit.queue} ${wordOf(visit)} ${visit.queuedAt}`).join(', ');
  const is = truth.map(
    ({ queue, outcome, enteredAt, overAt }) => `${queue} ${outcome} ${enteredAt} ${overAt}`,
  );
  return `${call}: "${said}", is "${is.join(', ')}"`;
}

const wordOf = ({ outcome }: Visit): string => (outcome.state === 'left' ? outcome.reason : outcome.state);

type Match = {
  readonly truth: readonly TrueVisit[];
  readonly told: readonly Visit[];
  readonly facts: readonly ContactEvent[];
  readonly silences: readonly Silence[];
};
type How = 'exact' | 'known' | 'unseen';

/** How each visit was told, in their order; undefined where what was told cannot be this truth. */
function match(of: Match, at = 0, toldAt = 0): readonly How[] | undefined {
  const { truth, told, silences } = of;
  const [visit, one] = [truth[at], told[toldAt]];
  if (visit === undefined) return one === undefined ? [] : undefined;
  const how = one === undefined ? undefined : judge(of, visit, one);
  const rest = how && match(of, at + 1, toldAt + 1);
  if (how !== undefined && rest !== undefined) return [how, ...rest];
  const isMissing = isUnseen(visit, silences) || isMerged(visit, truth[at + 1], silences);
  const others = isMissing ? match(of, at + 1, toldAt) : undefined;
  return others && ['unseen', ...others];
}

/** Whether the lists show one wait and an answer, though the caller was twice in the queue: the first end and the second entry were not heard. */
function isMerged(visit: TrueVisit, next: TrueVisit | undefined, silences: readonly Silence[]): boolean {
  const isUnheard = (at: EpochMs | undefined): boolean => listedAfter(silences, at) !== undefined;
  if (visit.queue !== next?.queue || !isUnheard(next.enteredAt)) return false;
  return (
    isUnheard(visit.overAt) || (visit.outcome === 'key' && next.enteredAt - (visit.overAt ?? 0) <= AT_ONCE_MS)
  );
}

/** Whoever leaves by a key and is there again so soon looks as if the agent had heard an announcement first. */
const AT_ONCE_MS = 3 * SECOND_MS;

/** A list is some moments old when it comes. */
const LIST_MS = 2 * SECOND_MS;

const lasts = (until: EpochMs | undefined, listedAt: EpochMs | undefined): boolean =>
  listedAt !== undefined && (until === undefined || until > later(listedAt, LIST_MS));

/** Whether no word and no list can have told of it. */
function isUnseen(
  { enteredAt, overAt, outcome, talkedUntil }: TrueVisit,
  silences: readonly Silence[],
): boolean {
  const listedAt = listedAfter(silences, enteredAt);
  // Of whoever leaves by a key only that is said.
  if (outcome === 'key' && listedAt !== undefined) return !lasts(overAt, listedAt);
  if (listedAt === undefined || listedAfter(silences, overAt) === undefined) return false;
  if (outcome !== 'answered') return !lasts(overAt, listedAt);
  return !lasts(talkedUntil, listedAt) && listedAfter(silences, talkedUntil) !== undefined;
}

function judge({ facts, silences }: Match, visit: TrueVisit, told: Visit): 'exact' | 'known' | undefined {
  if (told.queue !== visit.queue) return undefined;
  const { enteredAt, overAt, outcome } = visit;
  const apart = (at: EpochMs, is: EpochMs | undefined): number =>
    is === undefined ? 0 : Math.max(0, Math.abs(at - is) - precisionOf(facts, at));
  const overIs =
    told.outcome.state === 'waiting' || told.outcome.state === 'lost' ? undefined : told.outcome.at;
  const isSameEntry = apart(told.queuedAt, enteredAt) <= SAME_TIME_MS;
  const isSameEnd = overIs === undefined || apart(overIs, overAt) <= SAME_TIME_MS;
  if (wordOf(told) === outcome && isSameEntry && isSameEnd) return 'exact';
  // What was not heard is told as coarse as it is known, and no later than it was listed.
  if (!isSameEntry && listedAfter(silences, enteredAt) === undefined) return undefined;
  const listedAt = listedAfter(silences, overAt);
  if (listedAt === undefined && mayBeAnswered(visit, told, silences)) return 'known';
  if (listedAt === undefined) return wordOf(told) === outcome && isSameEnd ? 'known' : undefined;
  if (wordOf(told) === outcome) return 'known';
  const isListed = outcome === 'answered' && lasts(visit.talkedUntil, listedAt);
  return !isListed && UNKNOWN_ENDS.has(wordOf(told)) ? 'known' : undefined;
}

/** Whoever left without a word just before nobody listened may have been answered. */
const mayBeAnswered = ({ outcome, overAt }: TrueVisit, told: Visit, silences: readonly Silence[]): boolean =>
  outcome === 'key' &&
  wordOf(told) === 'error' &&
  silences.some(({ from }) => overAt !== undefined && Math.abs(from - overAt) <= ANSWER_MS);

/** An agent may hear an announcement first. */
const ANSWER_MS = 10 * SECOND_MS;

/** An event that says that it knows a time only so well is right within that. */
const precisionOf = (facts: readonly ContactEvent[], at: EpochMs): number =>
  Math.max(0, ...facts.map((fact) => (fact.at === at ? (fact.precisionMs ?? 0) : 0)));

/** What is told of a wait that was over when it was listed no more; `overflow`: it was listed in another queue. */
const UNKNOWN_ENDS: ReadonlySet<string> = new Set(['error', 'lost', 'overflow']);
