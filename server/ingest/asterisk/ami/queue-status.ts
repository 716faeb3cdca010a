import type { LeftReason } from '#domain/acd-event.ts';

/** What QUEUESTATUS says after Queue() (apps/app_queue.c): a way out of the queue, or that it let nobody in. */
export type QueueStatusExit = {
  readonly kind: 'left' | 'turned-away';
  readonly exit: LeftReason;
};

const STATUSES: ReadonlyMap<string, QueueStatusExit> = new Map([
  ['TIMEOUT', { kind: 'left', exit: 'timeout' }],
  ['LEAVEEMPTY', { kind: 'left', exit: 'empty' }],
  ['LEAVEUNAVAIL', { kind: 'left', exit: 'empty' }],
  ['WITHDRAW', { kind: 'left', exit: 'withdrawn' }],
  ['JOINEMPTY', { kind: 'turned-away', exit: 'empty' }],
  ['JOINUNAVAIL', { kind: 'turned-away', exit: 'empty' }],
  ['FULL', { kind: 'turned-away', exit: 'overflow' }],
]);

/** The exit that a status names; undefined for none, and for those of calls that were answered. */
export function exitOfStatus(status: string | undefined): QueueStatusExit | undefined {
  return status === undefined ? undefined : STATUSES.get(status);
}
