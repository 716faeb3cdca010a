import { GAUSS_LEGENDRE } from '../special/gauss-legendre.ts';
import { shiftedFall } from './shifted-fall.ts';

type Node = { readonly ratio: number; readonly weight: number };

type Question = {
  readonly cv: number;
  /** The widest panel allowed near the mean, in logarithms of the ratio: what is averaged may turn that quickly. */
  readonly finest: number;
};

const DEEPEST = 40;
const PANEL_FALL = 24;

/**
 * Points and weights to average over a gamma distribution of mean 1 and the given coefficient of variation; the weights
 * sum to 1 up to the quadrature's error. Taken in ln(ratio), where the density is smooth and log-concave for every cv.
 */
export function gammaNodes({ cv, finest }: Question): Node[] {
  const shape = 1 / (cv * cv);
  const raw = [...side(shape, finest, 1), ...side(shape, finest, -1)];
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  return raw.map(({ ratio, weight }) => ({ ratio, weight: weight / total }));
}

function side(shape: number, finest: number, direction: 1 | -1): Node[] {
  const { points, weights } = GAUSS_LEGENDRE.long;
  const nodes: Node[] = [];
  let done = 0;
  // The last panel is the one on which the density has fallen by e⁴⁰; 100,000 bounds it for absurd cv.
  for (let panel = 0; panel < 100_000 && fall(shape, done * direction) < DEEPEST; panel += 1) {
    const ratio = Math.exp(done * direction);
    const slope = shape * Math.abs(ratio - 1);
    const curvature = shape * ratio;
    const byFall = (2 * PANEL_FALL) / (slope + Math.sqrt(slope * slope + 2 * PANEL_FALL * curvature));
    const width = Math.min(byFall, direction * done < -20 ? Infinity : finest, direction > 0 ? 2 : Infinity);
    for (const [i, point] of points.entries()) {
      const at = (done + (width / 2) * (1 + point)) * direction;
      nodes.push({ ratio: Math.exp(at), weight: (weights[i] ?? 0) * width * Math.exp(-fall(shape, at)) });
    }
    done += width;
  }
  return nodes;
}

/** shape·(e^z − 1 − z): how far the density's logarithm lies below its top at ratio e^z. */
function fall(shape: number, z: number): number {
  return shape * z * z * shiftedFall(-z);
}
