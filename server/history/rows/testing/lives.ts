import fc from 'fast-check';

/** One pass through a queue, as it truly was. Lengths are whole seconds. */
export type Step = {
  readonly queue: string;
  readonly wait: number;
  readonly outcome: 'answered' | 'abandoned' | 'left';
  readonly reason: 'voicemail' | 'callback' | 'timeout' | 'closed';
  readonly agent: string | undefined;
  readonly ring: boolean;
  readonly talk: number;
  readonly hold: number;
  readonly wrap: number;
  /** Seconds after the answer at which somebody writes: even ones the agent, odd ones the customer. */
  readonly writes: readonly number[];
};

/** A contact’s life, as it truly was: the events of a switch are made from it, and so is what the figures should be. */
export type Life = {
  readonly channel: 'voice' | 'chat' | 'email';
  readonly direction: 'inbound' | 'outbound';
  readonly customer: string | undefined;
  readonly priority: number | undefined;
  readonly product: string | undefined;
  /** Seconds after the beginning of the day. */
  readonly start: number;
  /** Seconds of self-service before the first queue. */
  readonly self: number;
  /** A bot answered the customer in self-service. */
  readonly bot: boolean;
  /** None: it ended in self-service. */
  readonly steps: readonly Step[];
  readonly hangsUp: boolean;
};

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const step: fc.Arbitrary<Step> = fc.record({
  queue: fc.constantFrom('sales', 'support', '售后'),
  wait: fc.oneof(fc.nat(8), fc.constantFrom(5, 20, 21, 180), fc.nat(900)),
  outcome: fc.constantFrom('answered', 'answered', 'answered', 'abandoned', 'left'),
  reason: fc.constantFrom('voicemail', 'callback', 'timeout', 'closed'),
  agent: maybe(fc.constantFrom('amy', 'bob', 'eve')),
  ring: fc.boolean(),
  talk: fc.integer({ min: 1, max: 2_400 }),
  hold: fc.nat(60),
  wrap: fc.oneof(fc.constant(0), fc.nat(200)),
  writes: fc.uniqueArray(fc.nat(600), { maxLength: 6 }),
});

/** Any contact of a night in which the clock goes back. */
export const life: fc.Arbitrary<Life> = fc
  .record({
    channel: fc.constantFrom('voice', 'chat', 'email'),
    direction: fc.constantFrom('inbound', 'inbound', 'outbound'),
    customer: maybe(fc.constantFrom('k1', 'k2', 'k3', '6.02701E+11')),
    priority: maybe(fc.nat(2)),
    product: maybe(fc.constantFrom('card', 'loan')),
    start: fc.oneof(fc.nat(6 * 3_600), fc.constantFrom(0, 1_799, 1_800, 3_599, 3_600, 7_200)),
    self: fc.oneof(fc.constant(0), fc.integer({ min: 3, max: 90 })),
    bot: fc.boolean(),
    steps: fc.array(step, { maxLength: 3 }),
    hangsUp: fc.boolean(),
  })
  .map(plausible);

/** Only an answered contact goes on to another queue, and only a chat has messages and a bot. */
function plausible(one: Life): Life {
  const steps: Step[] = [];
  for (const each of one.steps) {
    const talks = each.outcome === 'answered';
    const hold = Math.min(each.hold, each.talk - 1);
    const writes = one.channel === 'chat' && talks ? each.writes.filter((at) => at < each.talk) : [];
    steps.push({ ...each, hold, writes });
    if (!talks) break;
  }
  const self = one.self === 0 && steps.length === 0 ? 3 : one.self;
  return { ...one, steps, self, bot: one.bot && one.channel === 'chat' && self > 0 };
}
