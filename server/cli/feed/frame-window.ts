/** Lines of NDJSON that are sent, answered and, when need be, sent again together. */
export type Frame = { readonly text: string; readonly events: number };

/** The frames that have no answer yet: to be sent, on their way, or resting until the server has room again. */
export type FrameWindow = {
  /** All of them. */
  open(): number;
  hasRoom(): boolean;
  add(frame: Frame): void;
  /** The next to be sent, which is now on its way; undefined when there is none. */
  next(): Frame | undefined;
  /** The one that an answer is about, for answers come in the order of the frames; undefined when none is on its way. */
  answered(): Frame | undefined;
  /** How many are on their way. */
  inFlight(): number;
  /** The server had no room for it. */
  rest(frame: Frame): void;
  /** It is to be sent again. */
  wake(frame: Frame): void;
  /** The connection is gone: what was on its way is to be sent again, first and in order. */
  lost(): void;
};

/** A window with room for `max` frames. */
export function frameWindow(max: number): FrameWindow {
  let unsent: Frame[] = [];
  let flying: Frame[] = [];
  const resting = new Set<Frame>();
  const open = (): number => unsent.length + flying.length + resting.size;
  return {
    open,
    hasRoom: () => open() < max,
    add: (frame) => unsent.push(frame),
    next() {
      const frame = unsent.shift();
      if (frame !== undefined) flying.push(frame);
      return frame;
    },
    answered: () => flying.shift(),
    inFlight: () => flying.length,
    rest: (frame) => resting.add(frame),
    wake(frame) {
      if (resting.delete(frame)) unsent.unshift(frame);
    },
    lost() {
      unsent = [...flying, ...unsent];
      flying = [];
    },
  };
}
