import type { DurationMs } from '#domain/time.ts';
import type { PageMs } from './feed.ts';

/** The only place of the page that knows time and chance. The time of day comes from the server, never from the TV. */
export const pageClock = {
  now: (): PageMs => performance.now(),
  chance: (): number => Math.random(),
  after(ms: DurationMs, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  every(ms: DurationMs, run: () => void): () => void {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};
