import { GAUSS_LEGENDRE } from '../special/gauss-legendre.ts';
import { expectNumber } from '../numerics/expect-number.ts';

type Question = {
  /** Arrivals in Erlang (arrival rate × handle time) at a moment, in seconds; also before the moments asked for. */
  readonly loadAt: (seconds: number) => number;
  readonly atSeconds: number;
  readonly handleSeconds: number;
};

/** e^(−45) of a call is still on the line after 45 handle times: below the last digit. */
const MEMORY = 45;
const PANELS = 30;

/**
 * The load a moment really carries when arrivals vary: the mean number of busy agents if there were always enough,
 * ∫ load(t − u·handle) e^(−u) du for exponential handle times (Eick, Massey and Whitt 1993). Staff each moment for
 * this instead of its own arrival rate (Jennings, Mandelbaum, Massey and Whitt 1996). In Erlang; for smooth `loadAt`
 * good to about 1e-12. A load that is not a number of at least 0 is refused with a `RangeError`.
 */
export function modifiedOfferedLoad({ loadAt, atSeconds, handleSeconds }: Question): number {
  expectNumber('handleSeconds', handleSeconds, 'a number above 0');
  if (!Number.isFinite(atSeconds)) throw new RangeError(`atSeconds must be a number, got ${atSeconds}`);
  const { points, weights } = GAUSS_LEGENDRE.long;
  const half = MEMORY / PANELS / 2;
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel += 1) {
    for (const [i, point] of points.entries()) {
      const ago = (2 * panel + 1 + point) * half;
      const load = loadAt(atSeconds - ago * handleSeconds);
      expectNumber('loadAt(…)', load, 'a number of at least 0');
      sum += (weights[i] ?? 0) * half * load * Math.exp(-ago);
    }
  }
  return sum;
}
