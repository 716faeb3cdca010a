import { BATCH_LIMITS, DOOR_LIMITS } from '#domain/limits/limits.ts';

/** The bodies and frames that are taken in, read or wait to be committed: their bytes are bounded, and nobody has more than a share of them. */
export type OpenBodies = {
  /** Lets a body of at most so many bytes in, for all of these (its token, its address); or says why it must wait. */
  enter(bytes: number, whose: readonly string[]): OpenBody | string;
  /** What is open now. */
  load(): { readonly bodies: number; readonly bytes: number };
};

/** One body. `leave` is the undo, and may be called again. */
export type OpenBody = {
  /** It has turned out to have so many bytes, no more than it was let in with. */
  shrink(bytes: number): void;
  leave(): void;
};

type Load = { bodies: number; bytes: number };

/** No body yet. */
export function createOpenBodies(): OpenBodies {
  const all: Load = { bodies: 0, bytes: 0 };
  const loads = new Map<string, Load>();
  return {
    load: () => ({ ...all }),
    enter(bytes, whose) {
      if (isFull(all, bytes, ALL)) return `${fullWords(all)} are open already`;
      const over = whose
        .map((one) => loads.get(one))
        .find((one) => one !== undefined && isFull(one, bytes, SHARE));
      if (over !== undefined) return `${fullWords(over)} of this sender are open already`;
      const counted = [all, ...whose.map((one) => loadOf(loads, one))];
      let held = bytes;
      const change = (bodies: number, to: number): void => {
        for (const load of counted) {
          load.bodies += bodies;
          load.bytes += to - held;
        }
        held = to;
      };
      held = 0;
      change(1, bytes);
      let isOpen = true;
      return {
        shrink(to) {
          if (isOpen && to < held) change(0, to);
        },
        leave() {
          if (!isOpen) return;
          isOpen = false;
          change(-1, 0);
          for (const one of whose) if (loads.get(one)?.bodies === 0) loads.delete(one);
        },
      };
    },
  };
}

const ALL: Load = { bodies: BATCH_LIMITS.openBodies, bytes: BATCH_LIMITS.openBytes };
const SHARE: Load = { bodies: DOOR_LIMITS.bodiesShare, bytes: BATCH_LIMITS.openBytes / 2 };

const isFull = (load: Load, more: number, limit: Load): boolean =>
  load.bodies + 1 > limit.bodies || load.bytes + more > limit.bytes;

const fullWords = ({ bodies, bytes }: Load): string => `${bodies} bodies of ${bytes} bytes`;

function loadOf(loads: Map<string, Load>, name: string): Load {
  const load = loads.get(name) ?? { bodies: 0, bytes: 0 };
  loads.set(name, load);
  return load;
}
