import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AmiDefinition } from '#domain/source-definition.ts';
import { USUAL_BACK_OFF } from '../../links/back-off.ts';
import { keepLinked, type Connection, type Link, type LinkEnd } from '../../links/keep-linked.ts';
import type { SourceLinks } from '../../links/source-links.ts';
import type { SourcePorts } from '../../links/source-ports.ts';
import { pause } from '../../../clock/timers.ts';
import type { SourceEntry } from '../../links/source-health.ts';
import { valueOf } from '../ami/ami-block.ts';
import type { AmiFrame } from '../ami/ami-framer.ts';
import { MENDED_BY, liveAmi, type ListAction, type LiveAmiOptions } from './live-ami.ts';
import type { Pair } from './open-pair.ts';

export type KeepAmiOptions = Pick<AmiDefinition, 'host' | 'port' | 'tls' | 'user'> & {
  readonly password: () => Promise<string>;
  readonly pair: Pair;
  readonly ports: SourcePorts;
  readonly health: SourceEntry;
  readonly links: SourceLinks;
  /** The log of the same switch: read up to now before the manager interface is believed. */
  readonly log: Pick<Link, 'state'> | undefined;
};

/** Keeps a connection to the manager interface, until stopped. */
export function keepAmi(options: KeepAmiOptions): Link {
  const { ports, links } = options;
  return keepLinked({
    ...ports,
    backOff: USUAL_BACK_OFF,
    onState: links.onState('ami'),
    connect: (connection) => connectAmi(options, connection),
  });
}

/** Longer than it takes to look at the log twice. */
const LOOK_MS: DurationMs = SECOND_MS;

async function connectAmi(options: KeepAmiOptions, connection: Connection): Promise<LinkEnd> {
  const { pair, ports, log } = options;
  while (log?.state().state === 'connecting' && !connection.signal.aborted)
    await pause(ports.timers, LOOK_MS, connection.signal);
  if (pair.isBehind()) return BEHIND;
  const tooMuch = new AbortController();
  const signal = AbortSignal.any([connection.signal, tooMuch.signal]);
  const ears = openEars(options, { signal, enough: () => tooMuch.abort() });
  try {
    const end = await liveAmi(
      { ...options, ...ports, ...ears, isAlone: log === undefined },
      { ...connection, signal },
    );
    return tooMuch.signal.aborted ? BEHIND : end;
  } finally {
    ears.closed();
  }
}

type Ears = Pick<LiveAmiOptions, 'opened' | 'resyncing' | 'frame' | 'heartbeat' | 'listed' | 'resynced'> & {
  closed(): void;
};

/** What one connection hears, and where it goes. */
function openEars(
  { pair, health, ports, log }: KeepAmiOptions,
  { signal, enough }: { readonly signal: AbortSignal; readonly enough: () => void },
): Ears {
  let heardAt: EpochMs | undefined;
  let hearsQueues = false;
  let areShown = false;
  const enteredBefore = pair.entered();
  return {
    // What the switch wrote before we came is read before its lists are asked for.
    opened: () => (log === undefined ? Promise.resolve() : pause(ports.timers, LOOK_MS, signal)),
    resyncing: (at) => pair.amiOpened(at),
    frame(frame, at) {
      heardAt = at;
      if (isOfQueues(frame)) {
        hearsQueues = true;
        judgeTime(frame, health);
      }
      pair.frame(frame, at);
      if (pair.isBehind()) enough();
    },
    heartbeat(beat) {
      pair.heartbeat(beat);
      judgeClasses(health, hearsQueues, pair.entered() - enteredBefore);
    },
    listed(action, refusal) {
      if (action === 'QueueStatus') areShown = refusal === undefined;
      judgeList(health, action, refusal);
    },
    resynced: (at) => pair.amiListed(at, areShown),
    closed() {
      // Since it was last heard, not since we noticed: what came between is not known.
      if (heardAt !== undefined) pair.amiLost(heardAt);
    },
  };
}

const BEHIND: LinkEnd = {
  kind: 'lost',
  reason: 'the journal has fallen behind, so live events are not taken; the log has them',
};

type OfQueues = Extract<AmiFrame, { kind: 'block' }>;

/** Something about queues that the switch tells by itself. */
const isOfQueues = (frame: AmiFrame): frame is OfQueues =>
  frame.kind === 'block' &&
  valueOf(frame.block, 'Privilege') === 'agent,all' &&
  valueOf(frame.block, 'ActionID') === undefined;

function judgeTime({ block }: OfQueues, health: SourceEntry): void {
  if (valueOf(block, 'Timestamp') !== undefined) return health.mended('times');
  health.warn(
    'times',
    'AMI events carry no time, so that of their receipt is taken: set timestampevents=yes in manager.conf',
  );
}

/** So many callers whom the log tells of and the connection does not are no accident. */
const UNHEARD_CALLERS = 3;

function judgeClasses(health: SourceEntry, hearsQueues: boolean, entered: number): void {
  if (hearsQueues) health.mended('classes');
  else if (entered >= UNHEARD_CALLERS)
    health.warn(
      'classes',
      'the log tells of callers and AMI does not: give the manager user read=agent in manager.conf',
    );
}

function judgeList(health: SourceEntry, action: ListAction, refusal: string | undefined): void {
  if (refusal === undefined) health.mended(action);
  else health.warn(action, `${action} was refused (${refusal}): ${MENDED_BY[action]}`);
}
