import type {
  CountRule,
  DayLimit,
  Duty,
  MinutesRule,
  RosterPerson,
  RosterProblem,
  RosterRules,
  Span,
} from './roster-problem.ts';

/** One hard rule of one person, which can be lifted to see what becomes possible. */
export type Restriction = {
  readonly sentence: string;
  readonly day?: number;
  /** The person without it. */
  lift(person: RosterPerson): RosterPerson;
  /** The smallest change of it alone after which `works`, in words; nothing where no change of it alone helps. */
  loosen(person: RosterPerson, works: (person: RosterPerson) => boolean): string | undefined;
};

/** All hard rules of a person, those first that a planner would question last. */
export function restrictionsOf(problem: RosterProblem, person: RosterPerson): Restriction[] {
  const { rules, limits } = person;
  const places: SpanPlace[] = [
    {
      what: 'days worked in a row',
      read: ({ worked }) => worked,
      write: (now, worked) => ({ ...now, worked }),
    },
    { what: 'days off in a row', read: ({ off }) => off, write: (now, off) => ({ ...now, off }) },
    ...rules.counts.map((rule, at) => countPlace(problem, rule, at)),
    ...rules.weekends.map((rule, at) => weekendPlace(problem, rule, at)),
    ...rules.minutes.map((rule, at) => minutesPlace(problem, rule, at)),
  ];
  return [
    ...historyOf(person),
    ...places.flatMap((place) => spanRestrictions(place, place.read(rules))),
    ...limits.map((limit) => dayRestriction(problem, limit)),
  ];
}

/** Where a span stands among the rules. */
type SpanPlace = {
  readonly what: string;
  read(rules: RosterRules): Span;
  write(rules: RosterRules, span: Span): RosterRules;
};

function countPlace(problem: RosterProblem, rule: CountRule, at: number): SpanPlace {
  const shifts = rule.shifts.map((shift) => problem.shifts[shift]?.id ?? `${shift}`).join(', ');
  return {
    what: `shifts ${shifts}${windowOf(problem, rule)}`,
    read: ({ counts }) => counts[at] ?? rule,
    write: (now, span) => ({ ...now, counts: now.counts.with(at, { ...rule, ...spanOf(span) }) }),
  };
}

function minutesPlace(problem: RosterProblem, rule: MinutesRule, at: number): SpanPlace {
  return {
    what: `minutes${windowOf(problem, rule)}`,
    read: ({ minutes }) => minutes[at] ?? rule,
    write: (now, span) => ({ ...now, minutes: now.minutes.with(at, { ...rule, ...spanOf(span) }) }),
  };
}

function weekendPlace(problem: RosterProblem, rule: MinutesRule, at: number): SpanPlace {
  return {
    what: `weekends${windowOf(problem, rule)}`,
    read: ({ weekends }) => weekends[at] ?? rule,
    write: (now, span) => ({ ...now, weekends: now.weekends.with(at, { ...rule, ...spanOf(span) }) }),
  };
}

const spanOf = ({ least, most }: Span): Span => ({ least, most });

function windowOf(
  { days }: RosterProblem,
  { from, until }: { readonly from: number; readonly until: number },
): string {
  return from <= 0 && until >= days ? '' : ` on days ${from} to ${until - 1}`;
}

function historyOf({ before }: RosterPerson): Restriction[] {
  if (before === undefined) return [];
  const { kind, days } = before;
  return [
    {
      sentence: `comes from ${days} days ${kind} in a row`,
      lift: withoutHistory,
      loosen: (person, works) =>
        works(withoutHistory(person)) ? 'another end of the days before' : undefined,
    },
  ];
}

function withoutHistory({ before: _, ...person }: RosterPerson): RosterPerson {
  return person;
}

function spanRestrictions(place: SpanPlace, span: Span): Restriction[] {
  const side = (name: 'least' | 'most', free: number): Restriction => {
    const value = span[name];
    const word = name === 'least' ? 'at least' : 'at most';
    // The other side may have been lifted already: it is read from the person.
    const set = (person: RosterPerson, to: number): RosterPerson => ({
      ...person,
      rules: place.write(person.rules, { ...place.read(person.rules), [name]: to }),
    });
    return {
      sentence: `${word} ${value} ${place.what}`,
      lift: (person) => set(person, free),
      loosen: (person, works) => {
        const to = nearest(value, free, (candidate) => works(set(person, candidate)));
        return to === undefined ? undefined : `${word} ${to} ${place.what} instead of ${value}`;
      },
    };
  };
  return [
    ...(span.least > 0 ? [side('least', 0)] : []),
    ...(Number.isFinite(span.most) ? [side('most', Infinity)] : []),
  ];
}

/** The value nearest to `from` towards `free` that works, by halving: a looser rule never makes less possible. */
function nearest(from: number, free: number, works: (value: number) => boolean): number | undefined {
  if (!works(free)) return undefined;
  let [bad, good] = [from, Number.isFinite(free) ? free : from + 1];
  while (!works(good)) [bad, good] = [good, good + 2 * (good - from)];
  while (Math.abs(good - bad) > 1) {
    const middle = Math.trunc((good + bad) / 2);
    if (works(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function dayRestriction({ shifts }: RosterProblem, limit: DayLimit): Restriction {
  const words = limit.allows.map((duty) => dutyName(shifts, duty)).join(', ');
  const lift = (person: RosterPerson): RosterPerson => ({
    ...person,
    limits: person.limits.filter((other) => other !== limit),
  });
  return {
    sentence: `day ${limit.day}: only ${words === '' ? 'nothing' : words} (${limit.because})`,
    day: limit.day,
    lift,
    loosen: (person, works) =>
      works(lift(person)) ? `day ${limit.day} free of "${limit.because}"` : undefined,
  };
}

function dutyName(shifts: RosterProblem['shifts'], duty: Duty): string {
  return duty === 'off' ? 'off' : (shifts[duty]?.id ?? `${duty}`);
}
