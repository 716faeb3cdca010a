import { shuffled, type Chance } from '../../chance.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { handOut, type HandedOut } from './hand-out.ts';
import type { PersonWeek } from './person-weeks.ts';
import type { PlacedShift } from '../market/placed-shift.ts';
import type { WeekSearch } from './week-search.ts';

/** So many people, at most, give their shifts back in one try. */
const MOST_GIVING = 6;
/** Tries for each shift that nobody took; those that can be given away at all are nearly always in fewer. */
const TRIES_EACH = 300;
const MOST_TRIES = 6_000;

export type ReDealQuestion = {
  readonly group: number;
  readonly handed: HandedOut;
  /** All that were dealt, those too that nobody took. */
  readonly shifts: readonly PlacedShift[];
  readonly search: WeekSearch;
  readonly chance: Chance;
  readonly isOver: () => boolean;
};

/**
 * The same shifts dealt so that fewer are left: whoever has no week or a short one and a few others put their shifts
 * together with those that nobody took, and are dealt to again. Neither more people nor more shifts are left than before.
 */
export function reDeal(problem: CoverageProblem, question: ReDealQuestion): HandedOut {
  const { group, handed, shifts, search, chance, isOver } = question;
  let weeks = [...handed.weeks];
  let without = [...handed.without];
  const taken = new Set(weeks.flatMap((week) => week.shifts));
  let left = shifts.filter((shift) => !taken.has(shift));
  const most = Math.min(MOST_TRIES, TRIES_EACH * left.length);
  for (let tries = 0; tries < most && left.length > 0 && !isOver(); tries += 1) {
    const giving = pickGiving(weeks, without.length === 0, chance);
    const given = weeks.filter((_, at) => giving.has(at));
    const pool = [...left, ...given.flatMap((week) => week.shifts)];
    const people = shuffled([...without.slice(0, 1), ...given.map(({ person }) => person)], chance);
    const again = handOut(problem, { group, people, shifts: pool, search });
    const used = new Set(again.weeks.flatMap((week) => week.shifts));
    if (again.without.length > Math.min(1, without.length) || pool.length - used.size > left.length) continue;
    weeks = [...weeks.filter((_, at) => !giving.has(at)), ...again.weeks];
    // Whoever is without a week now comes last: the next try is for another.
    without = [...without.slice(1), ...again.without];
    left = pool.filter((shift) => !used.has(shift));
  }
  return { weeks, without };
}

/** Some weeks by chance, among them one of the shortest where nobody else waits for shifts. */
function pickGiving(weeks: readonly PersonWeek[], wantsShort: boolean, chance: Chance): Set<number> {
  const giving = new Set<number>();
  const any = (): number => Math.floor(chance() * weeks.length);
  const many = Math.min(weeks.length, 1 + Math.floor(chance() * MOST_GIVING));
  if (wantsShort) {
    const fewest = Math.min(...weeks.map(({ shifts }) => shifts.length));
    const short = [...weeks.keys()].filter((at) => weeks[at]?.shifts.length === fewest);
    giving.add(short[Math.floor(chance() * short.length)] ?? 0);
  }
  while (giving.size < many) giving.add(any());
  return giving;
}
