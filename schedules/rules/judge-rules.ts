import type { AgentId } from '#domain/ids.ts';
import type { Rules } from './rule-book.ts';
import type { Breach, PersonTime, Strength } from './base/rule.ts';

/** A breach with what breaking that rule means. */
export type Judged = Breach & { readonly strength: Strength };

/** Every breach of the rules, hard ones first, then by day and person; nothing when all hold. */
export function judgeRules(rules: Rules, times: readonly PersonTime[]): readonly Judged[] {
  const judged = [
    ...rules.person.flatMap((rule) =>
      times.flatMap((time) => rule.breaches(time).map((breach) => ({ ...breach, strength: rule.strength }))),
    ),
    ...rules.team.flatMap((rule) =>
      rule.breaches(times).map((breach) => ({ ...breach, strength: rule.strength })),
    ),
  ];
  return inOrder(judged);
}

/** Hard ones first, then by day and person. */
export const inOrder = (judged: readonly Judged[]): readonly Judged[] => judged.toSorted(order);

/** What the breaches of soft rules cost together; hard ones have no price. */
export function softCost(judged: readonly Judged[]): number {
  let cost = 0;
  for (const { strength, by } of judged) if (strength.kind === 'soft') cost += strength.weight * by;
  return cost;
}

function order(one: Judged, other: Judged): number {
  return (
    rank(one.strength) - rank(other.strength) ||
    compareText(one.day, other.day) ||
    compareText<AgentId>(one.person, other.person)
  );
}

const rank = ({ kind }: Strength): number => (kind === 'hard' ? 0 : 1);

const compareText = <Text extends string>(one: Text, other: Text): number =>
  one < other ? -1 : one > other ? 1 : 0;
