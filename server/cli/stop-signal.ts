/** How soon the end of whoever started us is noticed: a person who ended it should find the port free. */
const LOOK_EVERY_MS = 500;

/**
 * Aborted when the program is asked to end: by SIGINT or SIGTERM, or because the npm that runs it is gone. npm passes
 * SIGTERM to its shell only, which ends without telling us. A second signal ends the program at once.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      process.once(signal, () => process.exit(1));
    });
  }
  if (process.env['npm_lifecycle_event'] !== undefined) stopWithParent(stop);
  return stop.signal;
}

/** Whoever loses the parent gets another one: the system's first process, or one that collects. */
function stopWithParent(stop: AbortController): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid !== parent) stop.abort();
  }, LOOK_EVERY_MS);
  looking.unref();
  stop.signal.addEventListener('abort', () => clearInterval(looking));
}
