import type { AgentId } from '#domain/ids.ts';
import { linePricer, priceLines, tableRoom, type LinePricer } from '../../roster/lines/line-pricer.ts';
import { personModel, type PersonModel } from '../../roster/lines/person-model.ts';
import type { RosterProblem } from '../../roster/problem/roster-problem.ts';
import type { Line, SearchLimits } from '../../roster/lines/search-lines.ts';
import type { FairBurdens } from './fair-burdens.ts';
import type { NamedShift } from '../model/person-times.ts';
import { startInterval } from '../model/presence.ts';
import { isBeyondEngine, openLineJudge, type LineJudge } from './line-judge.ts';
import { bestShift, priceOf, takePrices, type ShiftFloor } from './shift-floor.ts';

/** What each person may work, by the engine's rules. */
export type PersonLines = {
  /** The best shifts of one person as the floor stands without that person; nothing where the rules leave none. */
  best(person: AgentId): readonly NamedShift[] | undefined;
  /** The best of those that keep every hard rule that looks at one person; nothing where none was found before the time was over. */
  lawful(person: AgentId, isOver: () => boolean): readonly NamedShift[] | undefined;
  /** Whether the shifts are such as their people may have on those days at all. */
  mayHave(shifts: readonly NamedShift[]): boolean;
};

export type LinesQuestion = {
  readonly floor: ShiftFloor;
  readonly fair: FairBurdens;
  /** The rules of each person as the roster engine keeps them. */
  readonly roster: RosterProblem;
  /** Numbers from 0 to below 1. */
  readonly chance: () => number;
};

/** Days looked at before the search for one line gives up; fewer where each of them is judged. */
const MOST_STEPS = 20_000;
const MOST_JUDGED = 1_000;
/** The same for somebody whose rules must be kept. */
const MOST_LAWFUL = 100_000;

/** So little that it decides only between lines that are alike. */
const NOISE = 1e-5;

/**
 * For each person all lines of shifts that the engine's rules allow, priced by what the floor, the person's wishes and a fair share say,
 * exactly, by dynamic programming.
 */
export function openPersonLines(question: LinesQuestion): PersonLines {
  const { problem, days } = question.floor;
  const pricerOf = openPricers(question);
  const judgeOf = openLineJudge(problem, days);
  const isJudged = isBeyondEngine(problem, days);
  const cheapest = openSearch(question);
  const shiftPlaces = new Map(problem.templates.map(({ id }, at) => [id, at]));
  const dayPlaces = new Map(days.map(({ day }, at) => [day, at]));
  return {
    best: (person) =>
      cheapest(
        person,
        pricerOf(person),
        isJudged ? { mostSteps: MOST_JUDGED, mayGoOn: judgeOf(person) } : { mostSteps: MOST_STEPS },
      ),
    lawful(person, isOver) {
      const judge = judgeOf(person);
      const mayGoOn: LineJudge = (line, until) => !isOver() && judge(line, until);
      return cheapest(person, pricerOf(person), { mostSteps: MOST_LAWFUL, mayGoOn });
    },
    mayHave: (shifts) =>
      shifts.every(({ person, day, template }) => {
        const { allowed, options } = pricerOf(person).model;
        const [at, shift] = [dayPlaces.get(day) ?? -1, shiftPlaces.get(template.id) ?? -1];
        return allowed[at * options + shift + 1] === 1;
      }),
  };
}

/** A pricer for each person, made when it is first asked for. */
function openPricers({ floor, roster }: LinesQuestion): (person: AgentId) => LinePricer {
  const room = tableRoom();
  const places = new Map(floor.problem.people.map(({ id }, at) => [id, at]));
  const pricers = new Map<AgentId, LinePricer>();
  return (person) => {
    const known = pricers.get(person) ?? linePricer(personModel(roster, places.get(person) ?? -1), room);
    pricers.set(person, known);
    return known;
  };
}

type Search = (person: AgentId, pricer: LinePricer, limits: Judging) => readonly NamedShift[] | undefined;

function openSearch(question: LinesQuestion): Search {
  const { floor } = question;
  const { problem, days } = floor;
  const starts = days.map(({ day }) =>
    problem.templates.map((template) => startInterval(problem, days, { day, template })),
  );
  return (person, pricer, limits) => {
    const prices = pricesOf(question, { person, model: pricer.model, starts });
    const [best] = priceLines(pricer, prices, { below: Infinity, mostLines: 1, ...limits }).lines;
    return best === undefined ? undefined : shiftsAlong(floor, person, best.line);
  };
}

type Judging = Pick<SearchLimits, 'mostSteps' | 'mayGoOn'>;

type Pricing = {
  readonly person: AgentId;
  readonly model: PersonModel;
  /** The interval at which each shift begins on each day. */
  readonly starts: readonly (readonly number[])[];
};

/** What each shift costs on each day, at day · options + option. */
function pricesOf({ floor, fair, chance }: LinesQuestion, { person, model, starts }: Pricing): Float64Array {
  const { options, allowed, cost } = model;
  const prices = cost.slice();
  takePrices(floor, person);
  for (const [at, { day }] of floor.days.entries()) {
    for (const [shift, template] of floor.problem.templates.entries()) {
      const place = at * options + shift + 1;
      if (allowed[place] !== 1) continue;
      const price = priceOf(floor, template, starts[at]?.[shift] ?? 0) + fair.priceOf(person, day, template);
      prices[place] = (prices[place] ?? 0) + price + NOISE * chance();
    }
  }
  return prices;
}

/** The shifts of a line, each with its best breaks at the prices that were taken. */
function shiftsAlong(floor: ShiftFloor, person: AgentId, line: Line): readonly NamedShift[] {
  return floor.days.flatMap(({ day }, at) => {
    const template = floor.problem.templates[(line[at] ?? 0) - 1];
    return template === undefined ? [] : [bestShift(floor, { person, day, template })];
  });
}
