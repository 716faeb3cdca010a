import { pause, type Timers } from '../../clock/timers.ts';
import { offerBatch, type Intake, type IntakePorts } from '../intake/offer-batch.ts';
import type { ParsedBatch } from '../intake/parse-batch.ts';
import type { Hook } from './open-hooks.ts';

/** `isLost`: nothing of it was kept, and the sender will not send it again. */
export type Delivered =
  | Extract<Intake, { kind: 'committed' }>
  | { readonly kind: 'turned-away'; readonly reason: string; readonly isLost: boolean };

/** Of the sender's time limit: the rest is for the way back, and for our own answer. */
const OF_THE_LIMIT = 0.8;

/**
 * Brings a batch into the journal before the sender gives up. A full inbox turns away at once whoever sends again; for
 * whoever does not, it is tried as long as there is time.
 */
export async function deliverHook(
  ports: IntakePorts & { readonly timers: Timers },
  { source, mapping }: Hook,
  batch: ParsedBatch,
): Promise<Delivered> {
  const { retries, limitMs } = mapping.sender;
  const late = new AbortController();
  const undo = ports.timers.after(limitMs * OF_THE_LIMIT, () => late.abort());
  const intake = await bring({ ports, sender: source, batch, isPatient: !retries }, late.signal);
  undo();
  if (intake === undefined) {
    // It is taken and will be committed, or fail: if the sender repeats it, the repetition changes nothing.
    const reason = `not in the journal within ${limitMs * OF_THE_LIMIT} ms`;
    return { kind: 'turned-away', reason, isLost: false };
  }
  if (intake.kind === 'committed') return intake;
  return { kind: 'turned-away', reason: intake.reason, isLost: !retries };
}

type Bringing = {
  readonly ports: IntakePorts & { readonly timers: Timers };
  readonly sender: string;
  readonly batch: ParsedBatch;
  readonly isPatient: boolean;
};

/** What became of the batch; undefined when that is not known in time. */
async function bring(bringing: Bringing, late: AbortSignal): Promise<Intake | undefined> {
  const { ports, sender, batch, isPatient } = bringing;
  for (;;) {
    const intake = await Promise.race([offerBatch(ports, sender, batch), whenAborted(late)]);
    if (intake === undefined || intake.kind === 'committed' || !isPatient) return intake;
    await pause(ports.timers, intake.retryAfterMs, late);
    if (late.aborted) return intake;
  }
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}
