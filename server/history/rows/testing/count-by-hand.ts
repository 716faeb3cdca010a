import type { Life, Step } from './lives.ts';

export const WITHIN = 20;
export const SHORT = 5;

/** What truly became of one pass through a queue. It is made from the life alone, by none of the code that is tested. */
export type Truth = Step & {
  readonly life: Life;
  readonly contact: number;
  readonly arrived: number;
  readonly isLast: boolean;
};

export function truthOf(lives: readonly Life[]): Truth[] {
  return lives.flatMap((one, contact) => {
    let at = one.start + one.self;
    return one.steps.map((step, place) => {
      const truth = { ...step, life: one, contact, arrived: at, isLast: place === one.steps.length - 1 };
      at += step.wait + step.talk;
      return truth;
    });
  });
}

export const decided = ({ arrived, wait }: Truth): number => arrived + wait;
export const ended = (one: Truth): number => decided(one) + (one.outcome === 'answered' ? one.talk : 0);
const wrap = (one: Truth): number => (one.isLast ? one.wrap : 0);
const handle = (one: Truth): number => one.talk + wrap(one);
export const is = (outcome: Step['outcome']) => (one: Truth) => one.outcome === outcome;
export const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
export const sum = (all: readonly Truth[], of: (one: Truth) => number) =>
  all.reduce((so, one) => so + of(one), 0);

function percentile(values: readonly number[], part: number): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const place = part * (sorted.length - 1);
  const below = Math.trunc(place);
  if (sorted.length === 0) return undefined;
  const [low = 0, high = low] = sorted.slice(below);
  return low * (1 - (place - below)) + high * (place - below);
}

/** The measures as a person would count them by hand. */
export const byHand: Readonly<
  Record<string, (all: readonly Truth[], everyone: readonly Truth[]) => number | undefined>
> = {
  offered: (all) => all.length,
  answered: (all) => all.filter(is('answered')).length,
  abandoned: (all) => all.filter(is('abandoned')).length,
  left: (all) => all.filter(is('left')).length,
  left_voicemail: (all) => all.filter((one) => one.outcome === 'left' && one.reason === 'voicemail').length,
  short_abandoned: (all) => all.filter((one) => one.outcome === 'abandoned' && one.wait < SHORT).length,
  answered_within: (all) => all.filter((one) => one.outcome === 'answered' && one.wait <= WITHIN).length,
  lost: () => 0,
  answer_rate: (all) => share(all.filter(is('answered')).length, all.length),
  abandon_rate_net: (all) => {
    const counted = all.filter((one) => !is('abandoned')(one) || one.wait >= SHORT);
    return share(counted.filter(is('abandoned')).length, counted.length);
  },
  speed_of_answer: (all) =>
    share(
      sum(all.filter(is('answered')), ({ wait }) => wait),
      all.filter(is('answered')).length,
    ),
  mean_wait: (all) =>
    share(
      sum(all, ({ wait }) => wait),
      all.length,
    ),
  wait_p50: (all) =>
    percentile(
      all.filter(is('answered')).map(({ wait }) => wait),
      0.5,
    ),
  wait_p90: (all) =>
    percentile(
      all.filter(is('answered')).map(({ wait }) => wait),
      0.9,
    ),
  wait_max: (all) => (all.length === 0 ? undefined : Math.max(...all.map(({ wait }) => wait))),
  handled: (all) => all.filter(is('answered')).length,
  handle_time: (all) => share(sum(all.filter(is('answered')), handle), all.filter(is('answered')).length),
  transfers: (all) => all.filter((one) => one.outcome === 'answered' && !one.isLast).length,
  repeat_rate: (all, everyone) => {
    const known = all.filter(({ life: { customer } }) => customer !== undefined && !customer.includes('E+'));
    const again = known.filter((one) =>
      everyone.some(
        (other) =>
          other.contact !== one.contact &&
          other.life.customer === one.life.customer &&
          other.arrived < one.arrived &&
          one.arrived - other.arrived <= 3_600,
      ),
    );
    return share(again.length, known.length);
  },
};

export const KEYS: Readonly<Record<string, (one: Truth) => string>> = {
  queue: ({ queue }) => queue,
  channel: ({ life: { channel } }) => channel,
  direction: ({ life: { direction } }) => direction,
  priority: ({ life: { priority } }) => String(priority ?? ''),
  agent: ({ outcome, agent }) => (outcome === 'answered' ? (agent ?? '') : ''),
  'label:product': ({ life: { product } }) => product ?? '',
};
