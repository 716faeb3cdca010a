/**
 * Turns of the loop, so that nobody's body holds it: in one turn so much is read, of this sender and of that, and then sockets, timers
 * and the counting have theirs.
 */
export type ReadingTurns = {
  /** Resolves when this sender may read a piece; senders come in rotation, however much one of them has sent. */
  next(sender: string): Promise<void>;
  /** The piece is read. It took so much work: characters of usual events. */
  spend(work: number): void;
};

/** What is read in one turn: some ten milliseconds. */
const TURN_WORK = 192 * 1024;

/** Nobody reads yet. */
export function createReadingTurns(): ReadingTurns {
  const waiting = new Map<string, (() => void)[]>();
  let isRunning = false;
  let left = TURN_WORK;
  const wakeOne = (): void => {
    const [first] = waiting;
    if (first === undefined) return;
    const [sender, wakes] = first;
    const wake = wakes.shift();
    waiting.delete(sender);
    if (wakes.length > 0) waiting.set(sender, wakes);
    wake?.();
  };
  const turn = (): void => {
    left = TURN_WORK;
    isRunning = waiting.size > 0;
    if (!isRunning) return;
    setImmediate(turn);
    wakeOne();
  };
  return {
    next(sender) {
      if (!isRunning) setImmediate(turn);
      isRunning = true;
      if (left > 0 && waiting.size === 0) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const wakes = waiting.get(sender);
      if (wakes === undefined) waiting.set(sender, [resolve]);
      else wakes.push(resolve);
      return promise;
    },
    spend(work) {
      left -= work;
      if (left > 0) wakeOne();
    },
  };
}

/** A piece of work in pieces, each answering how much it was, and what it comes to. */
export type Pieces<Result> = Generator<number, Result>;

/** Does the pieces, each when there is time for it in a turn, and answers what they come to. */
export async function inTurns<Result>(
  pieces: Pieces<Result>,
  turns: ReadingTurns,
  sender: string,
): Promise<Result> {
  for (;;) {
    await turns.next(sender);
    const step = pieces.next();
    turns.spend(step.done === true ? 0 : step.value);
    if (step.done === true) return step.value;
  }
}

/** The same at once, where nobody waits. */
export function atOnce<Result>(pieces: Pieces<Result>): Result {
  for (;;) {
    const step = pieces.next();
    if (step.done === true) return step.value;
  }
}
