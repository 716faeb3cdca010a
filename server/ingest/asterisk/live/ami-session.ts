import type { Socket } from 'node:net';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import type { Timers } from '../../../clock/timers.ts';
import { valueOf, type AmiBlock } from '../ami/ami-block.ts';
import { amiFramer, type AmiFrame } from '../ami/ami-framer.ts';

/** One connection to the manager interface: asks, and is told. */
export type AmiSession = {
  /** Sends an action and answers its response. Rejects when none comes in time or the connection closes. */
  ask(action: string, fields?: Readonly<Record<string, string>>): Promise<AmiBlock>;
  /** As `ask` for an action that answers with a list: resolves when the list is complete, or with the error. */
  askList(action: string): Promise<AmiBlock>;
  /** Resolves with why the connection is over. */
  readonly closed: Promise<string>;
  /** Closes it; `reason` is what `closed` then says. */
  close(reason: string): void;
};

export type AmiSessionOptions = {
  readonly socket: Socket;
  readonly timers: Timers;
  /** Every frame of the stream, as soon as it is whole. */
  readonly onFrame: (frame: AmiFrame) => void;
};

/** An answer takes milliseconds; a switch that needs longer does not live. */
export const ANSWER_MS: DurationMs = 10 * SECOND_MS;
/** A list of ten thousand channels is some megabytes. */
const LIST_MS: DurationMs = 30 * SECOND_MS;

type Waiting = {
  readonly isList: boolean;
  readonly settle: (block: AmiBlock) => void;
  readonly fail: (error: Error) => void;
};

/** Speaks AMI on an open socket. */
export function amiSession({ socket, timers, onFrame }: AmiSessionOptions): AmiSession {
  const framer = amiFramer();
  const waiting = new Map<string, Waiting>();
  const { promise: closed, resolve: end } = Promise.withResolvers<string>();
  let asked = 0;
  // Read eagerly: the switch drops a client that makes it wait for 100 ms (writetimeout).
  socket.on('data', (chunk) => {
    for (const frame of framer.push(chunk)) {
      onFrame(frame);
      if (frame.kind === 'block') answer(waiting, frame.block);
    }
  });
  socket.once('error', (error) => end(error.message));
  socket.once('close', () => end('the switch closed the connection'));
  const failAll = (reason: string): void => {
    for (const { fail } of waiting.values()) fail(new Error(reason));
    waiting.clear();
  };
  // `closed` never rejects.
  void closed.then(failAll);
  const send = (
    action: string,
    fields: Readonly<Record<string, string>>,
    isList: boolean,
  ): Promise<AmiBlock> => {
    asked += 1;
    const id = `callboard-${asked}`;
    socket.write(written({ Action: action, ActionID: id, ...fields }));
    return answered({ id, action, isList, waiting, timers });
  };
  return {
    ask: (action, fields = {}) => send(action, fields, false),
    askList: (action) => send(action, {}, true),
    closed,
    close(reason) {
      end(reason);
      socket.destroy();
    },
  };
}

/** Gives a response to who asked; the end of a list to who waits for it. */
function answer(waiting: Map<string, Waiting>, block: AmiBlock): void {
  const id = valueOf(block, 'ActionID') ?? '';
  const one = waiting.get(id);
  if (one === undefined) return;
  const response = valueOf(block, 'Response');
  const isOver = one.isList
    ? response === 'Error' || valueOf(block, 'EventList')?.toLowerCase() === 'complete'
    : response !== undefined;
  if (!isOver) return;
  waiting.delete(id);
  one.settle(block);
}

type Asked = {
  readonly id: string;
  readonly action: string;
  readonly isList: boolean;
  readonly waiting: Map<string, Waiting>;
  readonly timers: Timers;
};

async function answered({ id, action, isList, waiting, timers }: Asked): Promise<AmiBlock> {
  const { promise, resolve, reject } = Promise.withResolvers<AmiBlock>();
  waiting.set(id, { isList, settle: resolve, fail: reject });
  const ms = isList ? LIST_MS : ANSWER_MS;
  const undo = timers.after(ms, () => reject(new Error(`no answer to ${action} within ${ms / SECOND_MS} s`)));
  try {
    return await promise;
  } finally {
    undo();
    waiting.delete(id);
  }
}

/** A line end in a value would begin a line of its own, and with it another action. */
function written(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([key, value]) => {
    if (/[\r\n]/.test(value)) throw new Error(`${key} holds a line end; expected one line`);
    return `${key}: ${value}\r\n`;
  });
  return `${lines.join('')}\r\n`;
}
