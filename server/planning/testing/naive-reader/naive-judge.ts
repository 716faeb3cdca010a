import { dayNo, wallOf } from './clocks.ts';
import { ORDER_RULES } from './order-rules.ts';
import {
  brokenWishes,
  contractBroken,
  PERSON_PROMISES,
  workedDaysOff,
  workedOutsideHours,
  type Asked,
} from './person-promises.ts';
import { hardRules } from './preset-figures.ts';
import type { RawDocument, RawRule } from './raw-document.ts';
import { livedWorks, rosterWorks, type Work } from './read-roster.ts';
import { brokenRotations, crowdedSessions, unfairShares, wrongCoverage, type Team } from './team-promises.ts';
import { TIME_RULES, type Question } from './time-rules.ts';

/** What a roster is given out as: its table, and where wanted its coverage, both in CSV. */
export type RosterTexts = { readonly roster: string; readonly coverage?: string };

/**
 * Every promise of a problem that a roster does not keep, read from the text of both and by nothing else: a second opinion, slow and plain, that
 * shares no line with the program. Nothing where all is kept.
 */
export function naiveJudge(document: RawDocument, { roster, coverage }: RosterTexts): readonly string[] {
  const wall = wallOf(document.zone);
  const all = [...livedWorks(document, wall), ...rosterWorks(document, wall, roster)];
  const strangers = all.filter(({ person }) => !document.people.some(({ id }) => id === person));
  const works = new Map(
    document.people.map(({ id }) => [
      id,
      all.filter(({ person }) => person === id).toSorted((one, other) => one.start - other.start),
    ]),
  );
  const team: Team = { document, wall, works };
  return [
    ...strangers.map(({ person }) => `nobody is called ${person}`),
    ...document.people.flatMap((person) =>
      judgePerson(team, { document, wall, person, works: works.get(person.id) ?? [] }),
    ),
    ...teamRules(team),
    ...brokenRotations(team),
    ...crowdedSessions(team),
    ...(coverage === undefined ? [] : wrongCoverage(team, coverage)),
  ];
}

function judgePerson(team: Team, asked: Asked): readonly string[] {
  const planned = { ...asked, works: asked.works.filter(({ isLived }) => !isLived) };
  const question = questionOf(team, asked.works);
  const broken = [
    ...PERSON_PROMISES.flatMap((promise) => promise(planned)),
    ...hardRules(team.document.rules).flatMap((rule) => judgeRule(rule, planned, question)),
  ];
  return broken.map((said) => `${asked.person.id}: ${said}`);
}

function judgeRule(rule: RawRule, planned: Asked, question: Question): readonly string[] {
  switch (rule.rule) {
    case 'time-off':
      return workedDaysOff(planned);
    case 'availability':
      return workedOutsideHours(planned);
    case 'contract-hours':
      return contractBroken(planned, rule.toleranceHours ?? 0);
    case 'wishes':
      return brokenWishes(planned);
    case 'fair-shares':
      return [];
    default: {
      const judge = TIME_RULES[rule.rule] ?? ORDER_RULES[rule.rule];
      if (judge === undefined) throw new RangeError(`the naive reader knows no rule ${rule.rule}`);
      return judge(rule, question);
    }
  }
}

function teamRules(team: Team): readonly string[] {
  const people = [...team.works.values()].map((works) => questionOf(team, works));
  return hardRules(team.document.rules).flatMap((rule) =>
    rule.rule === 'fair-shares' ? unfairShares(rule, people) : [],
  );
}

function questionOf({ document, wall }: Team, works: readonly Work[]): Question {
  const from = dayNo(document.from);
  return { wall, from, until: from + document.days, works };
}
