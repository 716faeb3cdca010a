import type { Screen } from './layout.ts';

/** A floor TV: 55″, read from 5 m. */
const USUAL = { inches: 55, distanceM: 5 };
/** From a phone in the hand to a stadium. */
const LIMITS = { inches: [5, 300], distanceM: [0.2, 50] } as const;

/** The screen this page is on; `?distance=10&inches=65` says from how far it is read and how big it is. */
export function readScreen(): Screen {
  const asked = new URLSearchParams(location.search);
  return {
    widthPx: document.documentElement.clientWidth,
    heightPx: document.documentElement.clientHeight,
    inches: within(asked.get('inches'), USUAL.inches, LIMITS.inches),
    distanceM: within(asked.get('distance'), USUAL.distanceM, LIMITS.distanceM),
  };
}

function within(asked: string | null, usual: number, [least, most]: readonly [number, number]): number {
  const said = Number(asked ?? usual);
  return Number.isFinite(said) ? Math.min(most, Math.max(least, said)) : usual;
}
