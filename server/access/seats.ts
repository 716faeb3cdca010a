/** Places for sockets: so many in all, and of one token or one address no more than a share, so that one cannot take those of the others. */
export type Seats = {
  /** Why there is none for these now; undefined when there is one. */
  fullFor(whose: readonly string[]): string | undefined;
  /** Takes one. Answers the undo. */
  take(whose: readonly string[]): () => void;
};

/** All are free. */
export function createSeats({ all, share }: { readonly all: number; readonly share: number }): Seats {
  const taken = new Map<string, number>();
  let count = 0;
  const add = (whose: readonly string[], more: 1 | -1): void => {
    count += more;
    for (const one of whose) {
      const sum = (taken.get(one) ?? 0) + more;
      if (sum === 0) taken.delete(one);
      else taken.set(one, sum);
    }
  };
  return {
    fullFor(whose) {
      if (count >= all) return `${all} are open already`;
      const full = whose.find((one) => (taken.get(one) ?? 0) >= share);
      return full === undefined ? undefined : `${share} of the ${full} are open already`;
    },
    take(whose) {
      add(whose, 1);
      let isTaken = true;
      return () => {
        if (isTaken) add(whose, -1);
        isTaken = false;
      };
    },
  };
}
