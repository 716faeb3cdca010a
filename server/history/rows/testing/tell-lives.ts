import type { AcdEvent } from '#domain/acd-event.ts';
import type { Life, Step } from './lives.ts';

/** 2026-10-25T00:30:00+02:00: at 03:00 the clock of Berlin goes back to 02:00. */
export const NIGHT = Date.UTC(2026, 9, 24, 22, 30);

type Fact = readonly [kind: string, second: number, more: object];

/** What a switch would have told of these lives, in the order in which it happened. */
export function tellLives(lives: readonly Life[]): AcdEvent[] {
  return lives.flatMap((life, number) =>
    factsOf(life).map(([kind, second, more], place): AcdEvent => {
      const event = {
        id: `c${number}-${place}`,
        source: 'switch',
        at: NIGHT + 1_000 * second,
        seq: place,
        kind,
        contact: `c${number}`,
        ...more,
      };
      // It is made as a sender would make it, in plain JSON.
      return JSON.parse(JSON.stringify(event)) as AcdEvent;
    }),
  );
}

function factsOf(life: Life): Fact[] {
  const { channel, direction, customer, priority, product, start, self, bot, hangsUp } = life;
  const labels = product === undefined ? undefined : { product };
  const facts: Fact[] = [['contact-started', start, { channel, direction, customer, priority, labels }]];
  if (bot) {
    facts.push(['contact-message', start, { by: 'customer' }], ['contact-message', start + 1, { by: 'bot' }]);
  }
  let at = start + self;
  if (life.steps.length === 0)
    return [
      ...facts,
      hangsUp ? ['contact-abandoned', at, { during: 'self-service' }] : ['contact-ended', at, {}],
    ];
  const wraps: Fact[] = [];
  for (const [place, step] of life.steps.entries()) {
    facts.push(['contact-queued', at, { queue: step.queue }]);
    const decided = at + step.wait;
    if (step.outcome !== 'answered') return [...facts, lost(step, decided), ...wraps].sort(byTime);
    if (step.ring && step.wait > 0) facts.push(['contact-ringing', decided - 1, { agent: step.agent }]);
    facts.push(['contact-answered', decided, { agent: step.agent }]);
    facts.push(...talkFacts(step, decided));
    at = decided + step.talk;
    const isLast = place === life.steps.length - 1;
    facts.push(isLast ? ['contact-ended', at, {}] : ['contact-transferred', at, { agent: step.agent }]);
    if (step.wrap > 0 && isLast) wraps.push(['contact-wrapped', at + step.wrap, { agent: step.agent }]);
  }
  return [...facts, ...wraps].sort(byTime);
}

const lost = ({ outcome, reason }: Step, at: number): Fact =>
  outcome === 'left' ? ['contact-left', at, { reason }] : ['contact-abandoned', at, { during: 'queue' }];

function talkFacts({ agent, hold, writes }: Step, answered: number): Fact[] {
  const facts: Fact[] = writes.map((second) => [
    'contact-message',
    answered + second,
    second % 2 === 0 ? { by: 'agent', agent } : { by: 'customer' },
  ]);
  if (hold > 0)
    facts.push(['contact-held', answered, { agent }], ['contact-resumed', answered + hold, { agent }]);
  return facts.sort(byTime);
}

const byTime = ([, one]: Fact, [, other]: Fact): number => one - other;
