import { GAUSS_LEGENDRE } from '../special/gauss-legendre.ts';
import type { Rule } from '../special/gauss-legendre.ts';
import { logPlaces } from './log-places.ts';
import { logUnlimitedWait } from './log-unlimited-wait.ts';
import { patientTime } from './patient-time.ts';
import { placeRatio } from './place-ratio.ts';
import { nearFall } from './near-fall.ts';
import type { WaitingLine } from '../chains/waiting-line.ts';

/** Integrals over a stretch of offered waits of density v; each is its value times e^logScale, in handle times. */
export type WaitSegment = {
  readonly logScale: number;
  /** ∫ v(t) e^(−leaveRate·t) dt: the callers still there when their turn comes. */
  answered: number;
  /** ∫ v(t) (1 − e^(−leaveRate·t))/leaveRate dt: the time waited by all. */
  waited: number;
  /** ∫ t v(t) e^(−leaveRate·t) dt: the time waited by the answered. */
  answeredWait: number;
};

/** The density seen from its highest point in the stretch. */
type Frame = {
  readonly line: WaitingLine;
  readonly at: number;
  /** agents − load·e^(−leaveRate·at): the fall of the density's logarithm at `at` with unlimited places. */
  readonly fall: number;
  /** load·e^(−leaveRate·at): arrivals per handle time whose patience reaches `at`. */
  readonly arrivals: number;
  readonly stay: number;
  readonly waited: number;
  readonly logPlace: number;
};

/** Past a fall of e²⁹ the rest of the density is below 1e-12 of the whole; with finite places it falls more slowly. */
const DEEPEST = 29;
const DEEPEST_LIMITED = 36;
/** One panel of the 24-point rule takes in a fall of about e³³, of the 12-point rule e⁴. */
const LONG_FALL = 33;
const SHORT_FALL = 4;

/**
 * Integrates the density of the offered wait (Zeltyn and Mandelbaum 2005) from `from` to `to` (Infinity allowed), in
 * both directions from its highest point there. The density is log-concave, so a few panels whose width follows from
 * slope and curvature reach a relative 1e-13 whatever the size of the crew. Answers zeros when nobody may wait.
 */
export function waitSegment(line: WaitingLine, peak: number, from: number, to: number): WaitSegment {
  const at = Math.min(Math.max(peak, from), to);
  const logScale = line.places === 0 ? -Infinity : logDensity(line, at);
  const segment = { logScale, answered: 0, waited: 0, answeredWait: 0 };
  if (to <= from || line.places === 0) return segment;
  const frame = frameAt(line, at, at === peak && peak > 0);
  walk(segment, frame, to - at, 1);
  walk(segment, frame, at - from, -1);
  return segment;
}

function logDensity(line: WaitingLine, wait: number): number {
  if (line.places === Infinity) return logUnlimitedWait(line, wait);
  return logPlaces(line.places, line.load * patientTime(line.leaveRate, wait)) - line.agents * wait;
}

function frameAt(line: WaitingLine, at: number, atPeak: boolean): Frame {
  const { agents, load, leaveRate, places } = line;
  const stay = Math.exp(-leaveRate * at);
  const waited = patientTime(leaveRate, at);
  const flat = atPeak && places === Infinity;
  const arrivals = flat ? agents : load * stay;
  const logPlace = places === Infinity ? 0 : logPlaces(places, load * waited);
  return { line, at, fall: flat ? 0 : agents - arrivals, arrivals, stay, waited, logPlace };
}

/** Adds panels outward from the frame until the density has vanished or the reach is used up. */
function walk(segment: WaitSegment, frame: Frame, reach: number, direction: 1 | -1): void {
  const deepest = frame.line.places === Infinity ? DEEPEST : DEEPEST_LIMITED;
  let done = 0;
  // Each panel takes in a fall of about e³³ or a fixed part of 1/leaveRate or √places, so this bound is never met.
  for (let panel = 0; panel < 1000 && done < reach; panel += 1) {
    const { slope, curvature, widest } = bendAt(frame, done * direction, direction);
    const falling = (2 * LONG_FALL) / (slope + Math.sqrt(slope * slope + 2 * LONG_FALL * curvature));
    const width = Math.min(falling, widest, reach - done);
    const short = slope * width + (curvature * width * width) / 2 < SHORT_FALL;
    const rule = short ? GAUSS_LEGENDRE.short : GAUSS_LEGENDRE.long;
    const fallen = addPanel(segment, frame, rule, {
      middle: (done + width / 2) * direction,
      half: width / 2,
    });
    if (fallen > deepest) return;
    done += width;
  }
}

type Bend = { readonly slope: number; readonly curvature: number; readonly widest: number };

/** How steeply the density's logarithm falls at an offset, how fast that grows, and the widest panel from there. */
function bendAt(frame: Frame, offset: number, direction: 1 | -1): Bend {
  const { line, fall, arrivals } = frame;
  const { agents, load, leaveRate, places } = line;
  const left = arrivals * Math.exp(-leaveRate * offset);
  const byPatience = patienceReach(leaveRate * offset, direction) / leaveRate;
  if (places === Infinity) {
    return { slope: Math.abs(fall + (arrivals - left)), curvature: leaveRate * left, widest: byPatience };
  }
  const arrived = Math.max(0, load * (frame.waited + frame.stay * patientTime(leaveRate, offset)));
  const ratio = placeRatio(places, arrived);
  return {
    slope: Math.abs(agents - left * ratio),
    curvature: leaveRate * left * ratio + left * left * placeBend(places, arrived, ratio),
    widest: Math.min(byPatience, placesReach(places, arrived, direction) / left),
  };
}

/** How many mean patiences one panel may span: e^(−turns) must look smooth on it, and no longer matters late. */
function patienceReach(turns: number, direction: 1 | -1): number {
  if (direction < 0) return 1;
  if (turns < 4) return 5;
  if (turns < 14) return 10;
  return turns < 40 ? 25 : Infinity;
}

/** Minus the second derivative of `logPlaces`; far beyond the places its formula cancels, but is (places − 1)/x². */
function placeBend(places: number, arrived: number, ratio: number): number {
  if (arrived < 1e-9 * places) return 0;
  if (arrived > 4 * places) return (places - 1) / (arrived * arrived);
  return (1 - ratio) * Math.max(0, (places - 1) / arrived - ratio);
}

/**
 * How many more arrivals one panel may span. Where about `places` callers have arrived the chance of a place drops
 * within √places of them; panels stop at the edge of that stretch, take it in steps, and are free beyond it.
 */
function placesReach(places: number, arrived: number, direction: 1 | -1): number {
  const blur = Math.sqrt(places);
  const ahead = (places - arrived) * direction;
  return ahead < -6 * blur ? Infinity : Math.max(3 * blur, ahead - 6 * blur);
}

type Panel = { readonly middle: number; readonly half: number };

/** Adds one panel and answers how far the density's logarithm lies below the frame at its outer end. */
function addPanel(segment: WaitSegment, frame: Frame, rule: Rule, { middle, half }: Panel): number {
  const { points, weights } = rule;
  const { line, fall, arrivals, at, stay: stayAt, waited: waitedAt } = frame;
  const { leaveRate, places } = line;
  let answered = 0;
  let waited = 0;
  let answeredWait = 0;
  let lowest = 0;
  for (let i = 0; i < points.length; i += 1) {
    const offset = middle + (points[i] ?? 0) * half;
    const turns = leaveRate * offset;
    // Near 0 by series, as 1 − e^(−u) and u − 1 + e^(−u) cancel there.
    const near = turns <= 1 && turns >= -1;
    const bent = near ? turns * nearFall(turns) : 0;
    const stayed = near ? 1 - turns * (1 - bent) : Math.exp(-turns);
    const passed = near ? offset * (1 - bent) : (1 - stayed) / leaveRate;
    const exponent =
      places === Infinity
        ? -offset * fall - arrivals * (near ? offset * bent : offset - passed)
        : limitedExponent(frame, offset, passed);
    const weight = (weights[i] ?? 0) * Math.exp(exponent);
    const stay = weight * stayed;
    answered += stay;
    waited += weight * (waitedAt + stayAt * passed);
    answeredWait += stay * (at + offset);
    if (exponent < lowest) lowest = exponent;
  }
  segment.answered += answered * half * stayAt;
  segment.waited += waited * half;
  segment.answeredWait += answeredWait * half * stayAt;
  return -lowest;
}

function limitedExponent({ line, waited, stay, logPlace }: Frame, offset: number, passed: number): number {
  const arrived = Math.max(0, line.load * (waited + stay * passed));
  return logPlaces(line.places, arrived) - logPlace - line.agents * offset;
}
