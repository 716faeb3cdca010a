import type { AgentId } from '#domain/ids.ts';
import type { RosterProblem } from '../../roster/problem/roster-problem.ts';
import { openFairBurdens, type FairBurdens } from './fair-burdens.ts';
import { keepRules } from './keep-rules.ts';
import type { NamedShift } from '../model/person-times.ts';
import { openPersonLines, type PersonLines } from './person-lines.ts';
import { judgePerson, shiftsOn, work, type ShiftFloor } from './shift-floor.ts';

export type ImproveQuestion = {
  readonly floor: ShiftFloor;
  readonly roster: RosterProblem;
  /** No roster costs less: there the search may end. Absent: none is known. */
  readonly boundNow?: () => number | undefined;
  readonly chance: () => number;
  readonly isOver: () => boolean;
  /** A little later than `isOver`: until then whoever breaks a hard rule is still mended. Absent: the same. */
  readonly isOverdue?: () => boolean;
  readonly onBetter?: (cost: number) => void;
};

/** People taken out of the roster and put back at once. */
const MOST_AT_ONCE = 3;
/** Every third move is an exchange: it evens out what no new search of one person's shifts can. */
const EXCHANGE_SHARE = 1 / 3;
/** Every third search begins with somebody who has a wish that is not met, or worse. */
const UNHAPPY_SHARE = 1 / 3;
/** Moves for each person without any gain after which the search has nothing left to find. */
const PATIENCE = 40;
const EPSILON = 1e-9;

/**
 * A few people are taken out of the roster and put back one after the other, each with the best shifts that the others leave: other days, other
 * shifts, other starts, other breaks; or two people exchange some of their days. What is no dearer in coverage, wishes and fair shares, and breaks
 * no more hard rules than before, stays. Before that whoever's shifts break a hard rule gets others.
 */
export function improveRoster(question: ImproveQuestion): void {
  const { floor, chance, isOver, onBetter } = question;
  const fair = openFairBurdens(floor.problem, shiftsOn(floor));
  const lines = openPersonLines({ ...question, fair });
  keepRules({ floor, fair, lines, isOver: question.isOverdue ?? isOver });
  const people = [...floor.movable].filter((person) => floor.poolOf.has(person));
  const search: Search = { floor, fair, lines, worth: new Map() };
  let idle = 0;
  while (idle < PATIENCE * people.length && !isOver()) {
    if (isBest(question, search)) return;
    const gain =
      chance() < EXCHANGE_SHARE ? exchange(search, people, chance) : searchAnew(search, people, chance);
    if (gain < -EPSILON) onBetter?.(floor.market.total());
    idle = gain < -EPSILON ? 0 : idle + 1;
  }
}

/** Gives a few people the best shifts that the others leave. */
function searchAnew(search: Search, people: readonly AgentId[], chance: () => number): number {
  const picked = new Set<AgentId>();
  const unhappy = chance() < UNHAPPY_SHARE ? people.filter((person) => isUnhappy(search, person)) : [];
  if (unhappy.length > 0) picked.add(oneOf(unhappy, chance));
  for (let many = 1 + Math.floor(chance() * MOST_AT_ONCE); many > 0; many -= 1)
    picked.add(oneOf(people, chance));
  return attempt(search, [...picked], (person) => search.lines.best(person));
}

function isUnhappy(search: Search, person: AgentId): boolean {
  const { hard, soft } = worthOf(search, person);
  return hard > 0 || soft > 0;
}

/** Two people give each other what they have on some days in a row. */
function exchange(search: Search, people: readonly AgentId[], chance: () => number): number {
  const { floor, lines } = search;
  const [one, other] = [oneOf(people, chance), oneOf(people, chance)];
  const from = Math.floor(chance() * floor.days.length);
  const until = from + 1 + Math.floor(chance() * (floor.days.length - from));
  const swapped = new Set(floor.days.slice(from, until).map(({ day }) => day));
  const after = (person: AgentId, giver: AgentId): readonly NamedShift[] => [
    ...(floor.now.get(person) ?? []).filter(({ day }) => !swapped.has(day)),
    ...(floor.now.get(giver) ?? []).flatMap((shift) =>
      swapped.has(shift.day) ? [{ ...shift, person }] : [],
    ),
  ];
  const [first, second] = [after(one, other), after(other, one)];
  if (one === other || !lines.mayHave([...first, ...second])) return 0;
  return attempt(search, [one, other], (person) => (person === one ? first : second));
}

function oneOf(people: readonly AgentId[], chance: () => number): AgentId {
  const person = people[Math.floor(chance() * people.length)];
  if (person === undefined) throw new RangeError('expected people to choose from, got none');
  return person;
}

type Search = {
  readonly floor: ShiftFloor;
  readonly fair: FairBurdens;
  readonly lines: PersonLines;
  /** What each person's shifts are judged, as far as it was asked. */
  readonly worth: Map<AgentId, Worth>;
};

type Worth = { readonly hard: number; readonly soft: number };

function isBest({ boundNow, floor }: ImproveQuestion, { worth }: Search): boolean {
  if (floor.market.total() > (boundNow?.() ?? -Infinity) + 1e-6 || worth.size < floor.movable.size)
    return false;
  return [...worth.values()].every(({ hard, soft }) => hard === 0 && soft === 0);
}

/** What a person had, and gets. */
type Turn = {
  readonly person: AgentId;
  readonly before: readonly NamedShift[];
  readonly was: Worth;
  readonly after: readonly NamedShift[];
  readonly is: Worth;
};

/** Answers what the move changes; 0 where everything stays as it was. */
function attempt(
  search: Search,
  picked: readonly AgentId[],
  propose: (person: AgentId) => readonly NamedShift[] | undefined,
): number {
  const { floor, fair } = search;
  const before = floor.market.total();
  let rest = 0;
  const had = picked.map((person) => ({
    person,
    before: floor.now.get(person) ?? [],
    was: worthOf(search, person),
  }));
  for (const one of had) {
    for (const shift of one.before) work(floor, shift, -1);
    rest += fair.change(one.person, one.before, []);
  }
  const turns = had.map((one): Turn => {
    const after = propose(one.person) ?? one.before;
    for (const shift of after) work(floor, shift, 1);
    rest += fair.change(one.person, [], after);
    const is = sameShifts(one.before, after) ? one.was : judgePerson(floor, one.person, after);
    rest += is.soft - one.was.soft;
    return { ...one, after, is };
  });
  const gain = floor.market.total() - before + rest;
  const hard = turns.reduce((sum, { was, is }) => sum + is.hard - was.hard, 0);
  if (hard > 0 || (hard === 0 && gain > EPSILON)) {
    takeBack(search, turns);
    return 0;
  }
  for (const { person, after, is } of turns) {
    floor.now.set(person, [...after]);
    search.worth.set(person, is);
  }
  return hard < 0 ? -Infinity : gain;
}

function sameShifts(before: readonly NamedShift[], after: readonly NamedShift[]): boolean {
  return (
    before.length === after.length &&
    after.every((shift, at) => {
      const was = before[at];
      return was?.day === shift.day && was.template === shift.template && sameBreaks(was, shift);
    })
  );
}

const sameBreaks = (one: NamedShift, other: NamedShift): boolean =>
  one.breakStarts.every((start, at) => start === other.breakStarts[at]);

function worthOf({ floor, worth }: Search, person: AgentId): Worth {
  const known = worth.get(person) ?? judgePerson(floor, person, floor.now.get(person) ?? []);
  worth.set(person, known);
  return known;
}

function takeBack({ floor, fair }: Search, turns: readonly Turn[]): void {
  for (const { after } of turns) for (const shift of after) work(floor, shift, -1);
  for (const { person, before, after } of turns) {
    for (const shift of before) work(floor, shift, 1);
    fair.change(person, after, before);
  }
}
