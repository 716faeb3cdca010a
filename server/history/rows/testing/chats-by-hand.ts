import type { Truth } from './count-by-hand.ts';
import type { Life } from './lives.ts';

type RoundByHand = { readonly took: number | undefined; readonly isFirst: boolean };

/** The rounds of a chat: a customer’s question until a person’s reply, and how long that took. */
export function roundsByHand(one: Life): RoundByHand[] {
  let at = one.start + one.self;
  const said: { readonly at: number; readonly byAgent: boolean }[] = [];
  if (one.bot) said.push({ at: one.start, byAgent: false });
  for (const { wait, talk, writes } of one.steps) {
    for (const second of writes.toSorted((a, b) => a - b))
      said.push({ at: at + wait + second, byAgent: second % 2 === 0 });
    at += wait + talk;
  }
  if (one.bot && one.steps.length === 0) return [];
  const rounds: RoundByHand[] = [];
  let open: number | undefined;
  for (const message of said) {
    if (!message.byAgent) open ??= one.bot ? Math.max(message.at, one.start + one.self) : message.at;
    else if (open !== undefined) {
      rounds.push({ took: message.at - open, isFirst: rounds.length === 0 });
      open = undefined;
    }
  }
  if (open !== undefined) rounds.push({ took: undefined, isFirst: rounds.length === 0 });
  return rounds;
}

/** Where messages are told, only an agent who wrote has handled the customer. */
export function customersByHand(talks: readonly Truth[]): number {
  const known = talks.filter(({ life: one, agent }) => {
    const told =
      one.bot || one.steps.some(({ outcome, writes }) => outcome === 'answered' && writes.length > 0);
    const wrote = one.steps.some(
      (step) =>
        step.outcome === 'answered' &&
        step.writes.some((second) => second % 2 === 0) &&
        (agent === undefined || step.agent === undefined || step.agent === agent),
    );
    return one.customer !== undefined && !one.customer.includes('E+') && (!told || wrote);
  });
  return new Set(known.map(({ life: { customer } }) => customer)).size;
}
