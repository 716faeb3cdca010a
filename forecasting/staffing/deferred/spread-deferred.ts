/** Work that can wait: messages to hear, tickets to write, customers to call back. */
export type DeferredWork = {
  readonly name: string;
  /** The first interval in which it can be done, and the first by which it must be, as places in the plan. */
  readonly from: number;
  readonly due: number;
  /** Of agents' time in all: contacts × handle time. */
  readonly seconds: number;
};

export type DeferredQuestion = {
  /** Agents' time in each interval that live contacts leave over. */
  readonly slackSeconds: readonly number[];
  /** What one more person adds to an interval. */
  readonly secondsPerPerson: number;
  readonly work: readonly DeferredWork[];
};

export type DeferredPlan = {
  /** Deferred work done in each interval. */
  readonly doneSeconds: readonly number[];
  /** People added to each interval, because the slack before a due time is not enough. */
  readonly added: readonly number[];
};

/** A year of quarters; more is a mistake in the due times. */
const MOST_INTERVALS = 35_136;

/**
 * Puts work that can wait where live contacts leave time, always what is due first (with which everything is in time if it can
 * be: Jackson 1955, Horn 1974), and adds the fewest people where it does not fit, to the intervals that have been given the
 * fewest. Nothing to do is nothing done.
 */
export function spreadDeferred(question: DeferredQuestion): DeferredPlan {
  expectDeferred(question);
  const { slackSeconds, secondsPerPerson, work } = question;
  const added = slackSeconds.map(() => 0);
  const most = work.reduce((sum, { seconds }) => sum + Math.ceil(seconds / secondsPerPerson) + 1, 0);
  for (let step = 0; step <= most; step += 1) {
    const tried = earliestDueFirst(question, added);
    if (tried.late === undefined) return { doneSeconds: tried.doneSeconds, added };
    // What misses its time had every second of its own intervals taken by what is due no later: so many more people are needed.
    const { one, left } = tried.late;
    for (let people = Math.ceil((left - SLIP) / secondsPerPerson); people > 0; people -= 1)
      addLightest(added, one);
  }
  throw new RangeError(`deferred work does not fit with ${most} people more`);
}

function addLightest(added: number[], { from, due }: DeferredWork): void {
  let lightest = from;
  for (let at = from; at < due; at += 1) if ((added[at] ?? 0) < (added[lightest] ?? 0)) lightest = at;
  added[lightest] = (added[lightest] ?? 0) + 1;
}

/** Seconds below which work counts as done: sums of seconds are not exact. */
const SLIP = 1e-6;

type Task = { readonly one: DeferredWork; left: number };

function earliestDueFirst(
  { slackSeconds, secondsPerPerson, work }: DeferredQuestion,
  added: readonly number[],
): { readonly doneSeconds: readonly number[]; readonly late: Task | undefined } {
  const coming = Map.groupBy(work, ({ from }) => from);
  let open: Task[] = [];
  let late: Task | undefined;
  const doneSeconds = slackSeconds.map((slack, at) => {
    const ready = (coming.get(at) ?? []).map((one) => ({ one, left: one.seconds }));
    if (ready.length > 0) open = [...open, ...ready].sort((first, second) => first.one.due - second.one.due);
    let room = slack + (added[at] ?? 0) * secondsPerPerson;
    let done = 0;
    for (const task of open) {
      if (room <= 0) break;
      const seconds = Math.min(room, task.left);
      task.left -= seconds;
      room -= seconds;
      done += seconds;
    }
    late ??= open.find(({ one, left }) => left > SLIP && one.due === at + 1);
    open = open.filter(({ one, left }) => left > 0 && one.due > at + 1);
    return done;
  });
  return { doneSeconds, late };
}

function expectDeferred({ slackSeconds, secondsPerPerson, work }: DeferredQuestion): void {
  if (slackSeconds.length > MOST_INTERVALS)
    throw new RangeError(
      `at most ${MOST_INTERVALS} intervals are planned at once, got ${slackSeconds.length}`,
    );
  if (!(secondsPerPerson > 0))
    throw new RangeError(`a person must add seconds above 0, got ${secondsPerPerson}`);
  for (const { name, from, due, seconds } of work) {
    if (
      !(
        Number.isInteger(from) &&
        Number.isInteger(due) &&
        from >= 0 &&
        due > from &&
        due <= slackSeconds.length
      )
    )
      throw new RangeError(
        `${name} must be due after it is ready and within the plan's ${slackSeconds.length} intervals, got ${from} to ${due}`,
      );
    if (!(seconds >= 0 && seconds < Infinity))
      throw new RangeError(`${name} must take seconds of at least 0, got ${seconds}`);
  }
}
