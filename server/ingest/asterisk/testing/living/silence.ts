import { SECOND_MS, later, type EpochMs } from '#domain/time.ts';

/** A time in which the switch was not heard, by somebody who has nothing else to go by. */
export type Silence = {
  readonly from: EpochMs;
  /** When a connection was there again; absent: not yet. */
  until?: EpochMs;
  /** When the lists had come. */
  listedAt?: EpochMs;
};

/** What the switch said in its last moment may have been on its way. */
const ON_ITS_WAY_MS = SECOND_MS;

/** Notes when the switch was not heard. */
export function silences(startAt: EpochMs) {
  const all: Silence[] = [{ from: startAt }];
  return {
    all: all as readonly Silence[],
    /** Nothing that was said after that is known. */
    begin: (heardUntil: EpochMs) => void all.push({ from: later(heardUntil, -ON_ITS_WAY_MS) }),
    connected(at: EpochMs): void {
      for (const silence of all) silence.until ??= at;
    },
    listed(at: EpochMs): void {
      for (const silence of all) silence.listedAt ??= at;
    },
  };
}

/** Of an instant in which nobody listened: when the lists after it had come, or never; undefined for one that was heard. */
export function listedAfter(all: readonly Silence[], at: EpochMs | undefined): EpochMs | undefined {
  const around = all.filter(({ from, until = Infinity }) => at !== undefined && from <= at && at <= until);
  return around.length === 0 ? undefined : epochMax(around.map(({ listedAt = NEVER }) => listedAt));
}

const NEVER = later(0 as EpochMs, Number.MAX_SAFE_INTEGER);
const epochMax = (all: readonly EpochMs[]): EpochMs =>
  all.reduce((one, other) => (other > one ? other : one));
