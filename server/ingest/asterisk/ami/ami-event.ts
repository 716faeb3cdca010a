import { SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { shorten, type Refusal } from '../../events/explain-refusal.ts';
import { EARLIEST_MS, LATEST_MS } from '../../events/parse-time.ts';
import { valueOf, type AmiBlock } from './ami-block.ts';
import type { DeviceStatus, FactTime, Membership } from '../facts/switch-fact.ts';

/** A block of AMI with the time that it is about. */
export type AmiEvent = {
  readonly name: string;
  readonly block: AmiBlock;
  readonly time: FactTime;
  readonly receivedAt: EpochMs;
};

/**
 * The block as an event; without a Timestamp (`timestampevents=no`, as it comes) its time is that of receipt, on the
 * switch's clock as far as that is known: ours is `aheadMs` ahead of it.
 */
export function amiEvent(block: AmiBlock, receivedAt: EpochMs, aheadMs: DurationMs = 0): AmiEvent {
  const stamp = valueOf(block, 'Timestamp');
  const at = stamp === undefined ? undefined : readStamp(stamp);
  return {
    name: valueOf(block, 'Event') ?? '',
    block,
    time: at === undefined ? { at: later(receivedAt, -aheadMs), clock: 'receipt' } : { at },
    receivedAt,
  };
}

/** `1795326770.585095`: seconds and microseconds. */
function readStamp(text: string): EpochMs | undefined {
  const [, seconds, micros] = /^(\d{9,11})\.(\d{1,6})$/.exec(text) ?? [];
  if (seconds === undefined || micros === undefined) return undefined;
  const at = Number(seconds) * SECOND_MS + Math.round(Number(micros.padEnd(6, '0')) / 1_000);
  return at >= EARLIEST_MS && at < LATEST_MS ? epochMs(at) : undefined;
}

/** What facts about calls and members are made of. Up to 11 some fields had other names. */
const FIELDS = {
  call: ['Uniqueid', 'UniqueID'],
  queue: ['Queue'],
  interface: ['Interface', 'Location', 'Member', 'AgentCalled'],
  agent: ['Agent'],
} as const;

/** A field that a fact cannot do without. */
export type AmiField = keyof typeof FIELDS;

/** The field's value; undefined when it is absent or empty. */
export function fieldOf({ block }: AmiEvent, field: AmiField): string | undefined {
  for (const key of FIELDS[field]) {
    const value = valueOf(block, key);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** What keeps these fields from being read: the first that is missing or no name; undefined when nothing does. */
export function refusedField(event: AmiEvent, fields: readonly AmiField[]): Refusal | undefined {
  for (const field of fields) {
    const value = fieldOf(event, field);
    const where = `${event.name} ${FIELDS[field][0]}`;
    if (value === undefined) return { reason: 'missing-field', field: where, value: '', expected: 'a name' };
    if (value.length > NAME_MAX)
      return {
        reason: 'too-long',
        field: where,
        value: shorten(value),
        expected: `at most ${NAME_MAX} characters`,
      };
    if (value in {})
      return { reason: 'bad-value', field: where, value, expected: 'a name that is no word of JavaScript' };
  }
  return undefined;
}

/** Asterisk's own limits are 80 for names and 150 for a call. */
const NAME_MAX = 200;

/** The member's name, which is the agent's unless configuration says otherwise; the interface where there is none. */
export function memberOf(event: AmiEvent): string {
  for (const key of ['MemberName', 'Name', 'AgentName']) {
    const value = valueOf(event.block, key);
    if (value !== undefined && value !== '' && value.length <= NAME_MAX && !(value in {})) return value;
  }
  return fieldOf(event, 'interface') ?? '';
}

/** How the member stands in the queue that the event is about. */
export function membershipOf(event: AmiEvent, queue: string): Membership {
  const isPaused = valueOf(event.block, 'Paused') === '1';
  const pause = valueOf(event.block, 'PausedReason') ?? valueOf(event.block, 'Reason') ?? '';
  return {
    queue,
    ...(isPaused ? { pause } : {}),
    ...(valueOf(event.block, 'Membership') === 'static' ? { isStatic: true as const } : {}),
  };
}

/** Device states of include/asterisk/devicestate.h; those that say nothing of the agent count as idle. */
const DEVICES: Readonly<Record<string, DeviceStatus>> = {
  2: 'in-use',
  3: 'in-use',
  4: 'gone',
  5: 'gone',
  6: 'ringing',
  7: 'in-use',
  8: 'in-use',
};

/** What the member's device does. */
export function deviceOf(event: AmiEvent): DeviceStatus {
  return DEVICES[valueOf(event.block, 'Status') ?? ''] ?? 'idle';
}

/**
 * The switch's clock as an event shows it, which is that of receipt where events carry no time. Undefined for answers and
 * for FullyBooted, which come when somebody asks or logs in and carry no time in any case.
 */
export function switchTimeOf({ name, block, time }: AmiEvent): EpochMs | undefined {
  if (time.clock !== 'receipt') return time.at;
  const isAnswer = name === '' || name === 'FullyBooted' || valueOf(block, 'ActionID') !== undefined;
  return isAnswer ? undefined : time.at;
}
