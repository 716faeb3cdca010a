import type { Logger } from 'pino';
import type { AlertTransition } from '#domain/alert.ts';
import type { Alerts, WorldStore } from '../checkpoint/world-store.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';

/** Transitions that wait for a disk that fails: hours of a bad day. The oldest make room, and the log says so. */
const UNKEPT_LIMIT = 10_000;

/** Writes down what becomes of alerts. What the disk did not take is offered again with what comes next. */
export type AlertKeeper = {
  keep(alerts: Alerts, transitions: readonly AlertTransition[]): Promise<void>;
};

/** A keeper with nothing to keep. */
export function createAlertKeeper({
  store,
  log,
}: {
  readonly store: Pick<WorldStore, 'keepAlerts'>;
  readonly log: Logger;
}): AlertKeeper {
  let unkept: readonly AlertTransition[] = [];
  return {
    async keep(alerts, transitions) {
      for (const { rule, subject, to, reason, value } of transitions)
        log.info({ rule, subject, reason, value }, `alert ${to}`);
      unkept = [...unkept, ...transitions];
      if (transitions.length === 0) return;
      try {
        await store.keepAlerts(alerts, unkept);
        unkept = [];
      } catch (error) {
        if (!(error instanceof StorageFailure)) throw error;
        log.error({ reason: error.reason, transitions: unkept.length }, error.message);
        unkept = unkept.slice(-UNKEPT_LIMIT);
      }
    },
  };
}
