import type { AcdEvent } from '#domain/acd-event.ts';
import type { Logger } from 'pino';
import type { Companion } from '../web/companion.ts';
import type { Inbox } from '../ingest/intake/inbox.ts';
import { createDemo, type Demo, type DemoOptions } from './demo.ts';
import { demoRoutes } from './demo-routes.ts';

/** Often enough that a wait on the wall is right to the second, seldom enough to cost nothing. */
const STEP_EVERY_MS = 100;

/** A demonstration as a part of the server's process: one more source, a word on the board, and a route. */
export function demoCompanion(options: Omit<DemoOptions, 'offer'>, log: Logger): Companion {
  let inbox: Inbox | undefined;
  const demo = createDemo({
    ...options,
    offer: (events) => inbox !== undefined && offer(inbox, events, log),
  });
  return {
    start(into) {
      inbox = into;
      return keepStepping(demo);
    },
    mark: (board) => ({ ...board, demo: demo.figures() }),
    routes: (guard) => demoRoutes(demo, guard),
  };
}

function offer(inbox: Inbox, events: readonly AcdEvent[], log: Logger): boolean {
  const taken = inbox.offer({ sender: 'demo', events });
  if (taken.kind === 'full') return false;
  // What a full disk did not take is lost to the demonstration: there is no switch that could send it again.
  taken.committed.catch((error: unknown) => log.error({ err: error }, 'the demonstration lost events'));
  return true;
}

/** Steps as long as something is due, and lets everyone else have their turn in between. */
function keepStepping(demo: Demo): () => void {
  let soon: NodeJS.Immediate | undefined;
  const run = (): void => {
    soon = demo.step() ? setImmediate(run) : undefined;
  };
  const timer = setInterval(() => {
    if (soon === undefined) run();
  }, STEP_EVERY_MS);
  return () => {
    clearInterval(timer);
    clearImmediate(soon);
  };
}
