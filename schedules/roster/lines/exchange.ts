import type { Line } from './search-lines.ts';

/** Where searches of the same problem, each in a thread of its own, leave the best plan that any of them has found. */
export type Exchange = {
  /** Leaves a plan, a line for each person in their order, unless there is one that costs no more. */
  offer(cost: number, lines: readonly Line[]): void;
  /** The plan that is there, when it costs less than that. */
  below(cost: number): readonly Line[] | undefined;
};

/** The memory of an exchange: threads share it. */
export type ExchangeRoom = {
  readonly days: number;
  /** 1 while somebody reads or writes. */
  readonly lock: Int32Array<SharedArrayBuffer>;
  readonly cost: Float64Array<SharedArrayBuffer>;
  /** People one after another. */
  readonly options: Uint16Array<SharedArrayBuffer>;
};

/** Room for the plans of so many people and days, none there yet. */
export function exchangeRoom({
  people,
  days,
}: {
  readonly people: number;
  readonly days: number;
}): ExchangeRoom {
  const cost = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  cost[0] = Infinity;
  return {
    days,
    lock: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    cost,
    options: new Uint16Array(new SharedArrayBuffer(people * days * Uint16Array.BYTES_PER_ELEMENT)),
  };
}

/** A thread's way into the room. */
export function exchangeIn(room: ExchangeRoom): Exchange {
  const { days, cost: best, options } = room;
  return {
    offer: (cost, lines) =>
      locked(room, () => {
        if (cost >= (best[0] ?? Infinity)) return;
        best[0] = cost;
        for (const [person, line] of lines.entries()) options.set(line, person * days);
      }),
    below: (cost) =>
      locked(room, () => {
        if ((best[0] ?? Infinity) >= cost) return undefined;
        return Array.from({ length: options.length / days }, (_, person) =>
          Uint16Array.from(options.subarray(person * days, (person + 1) * days)),
        );
      }),
  };
}

/** One at a time. Nobody stays longer than a copy of the plan takes, so the others ask again until it is free. */
function locked<Result>({ lock }: ExchangeRoom, work: () => Result): Result {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
  try {
    return work();
  } finally {
    Atomics.store(lock, 0, 0);
    Atomics.notify(lock, 0, 1);
  }
}
