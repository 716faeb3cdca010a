import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { chanceOf } from '../../../../schedules/chance.ts';
import { dice, type Dice } from '../../../planning/testing/dice.ts';
import { fakeCallcenter, type FakeCallcenter } from './fake-callcenter.ts';
import { followCallcenter, type Following } from './follow-callcenter.ts';
import { wrongNow } from './judge-callcenter.ts';

/** What came of following a switch through its harm. */
export type LivedThrough = {
  readonly fake: FakeCallcenter;
  readonly following: Following;
  /** Moments at which the wall was compared with the switch, and what was other there. */
  readonly still: number;
  readonly wrong: readonly string[];
};

const START = 1_795_326_700_000;
/** A connection is settled: what the tables told is compared a second time by then, and wrap-ups from before are over. */
const SETTLED_MS = 15 * SECOND_MS;
const STILL_EVERY_MS = 5 * SECOND_MS;
/** The chance in each fifth of a second; a kill or a cut comes every forty seconds or so. */
const HARM = { kill: 1 / 400, cut: 1 / 400, restart: 1 / 900 } as const;
/** Nine of ten cuts are short; the others are longer than the switch remembers who has left. */
const LONG_CUTS = 0.1;
/** So often what was told is committed at once; else it is lost with a kill. */
const COMMITTED = 0.7;
const OVERTAKEN = 0.5;

/** The switch lives for so long while its reader is killed, cut off, and the switch is restarted; then calls end without harm. */
export async function liveThrough(seed: number, minutes: number): Promise<LivedThrough> {
  const fake = fakeCallcenter(seed, START);
  const following = followCallcenter(fake);
  const roll = dice(chanceOf(seed + 1_000));
  const end = START + minutes * MINUTE_MS;
  const wrong: string[] = [];
  let [still, backAt, stillAt] = [0, 0, 0];
  while (fake.now() < end || fake.callers.size > 0) {
    const isOpen = fake.now() < end;
    const said = fake.step(isOpen);
    // Now and then the tables know of something before its event is here.
    if (roll.isIn(OVERTAKEN)) await following.turn();
    following.hear(said);
    await following.turn();
    if (roll.isIn(COMMITTED)) following.commit();
    const now = fake.now();
    if (following.liveSince() === undefined && now >= backAt) await following.connect();
    else if (isOpen && following.liveSince() !== undefined) backAt = now + harm(roll, fake, following);
    if (now < stillAt || !isSettled(following, now)) continue;
    following.commit();
    stillAt = now + STILL_EVERY_MS;
    still += 1;
    wrong.push(...wrongNow(fake, following).map((words) => `after ${now - START} ms ${words}`));
  }
  following.commit();
  return { fake, following, still, wrong };
}

const isSettled = (following: Following, now: number): boolean =>
  now - (following.liveSince() ?? Infinity) >= SETTLED_MS;

/** Answers after how long it is connected again. */
function harm(roll: Dice, fake: FakeCallcenter, following: Following): number {
  const soonMs = (1 + roll.upTo(5)) * SECOND_MS;
  if (roll.isIn(HARM.kill)) following.kill();
  else if (roll.isIn(HARM.restart)) {
    fake.restart();
    following.cut();
  } else if (roll.isIn(HARM.cut)) {
    following.cut();
    if (roll.isIn(LONG_CUTS)) return roll.upTo(90) * SECOND_MS;
  }
  return soonMs;
}
