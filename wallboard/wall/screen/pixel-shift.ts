import { MINUTE_MS, type DurationMs } from '#domain/time.ts';

/** A picture that never moves burns into a screen. Steps of 2 to 4 px, inside the margin, every 3 minutes. */
const STEP_EVERY_MS: DurationMs = 3 * MINUTE_MS;
const STEPS = ['0px 0px', '2px 2px', '0px 4px', '-3px 2px', '-2px -2px', '1px -4px', '3px -1px'] as const;

/** Where the picture stands at an instant of the page, as a CSS translation. */
export function shiftFor(pageMs: number): string {
  return STEPS[Math.floor(pageMs / STEP_EVERY_MS) % STEPS.length] ?? STEPS[0];
}
