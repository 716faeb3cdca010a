import type { Socket } from 'node:net';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import type { Timers } from '../../../clock/timers.ts';
import { eslFramer } from '../esl-framer.ts';
import { readEslMessage, type EslMessage } from '../read-esl-message.ts';

/** One connection to the event socket: asks, and is told. */
export type EslSession = {
  /** Resolves when the switch asks who we are. Rejects with its words when it does not want us. */
  readonly greeted: Promise<void>;
  /** Sends a command and answers what became of it. Rejects when nothing does in time or the connection closes. */
  ask(command: string): Promise<EslAnswer>;
  /** Resolves with why the connection is over. */
  readonly closed: Promise<string>;
  /** Closes it; `reason` is what `closed` then says. */
  close(reason: string): void;
};

/** What a command came to. `denied`: the switch said no, in its words. */
export type EslAnswer =
  | { readonly kind: 'done'; readonly body: string }
  | { readonly kind: 'denied'; readonly words: string };

/** What the switch says by itself. */
export type EslWord = Extract<EslMessage, { readonly kind: 'event' | 'refused' }>;

export type EslSessionOptions = {
  readonly socket: Socket;
  readonly timers: Timers;
  /** Every event, and everything unreadable, in the order of the wire. */
  readonly onWord: (word: EslWord) => void;
};

/** An answer takes milliseconds, a table of thousands of rows tenths of a second; a switch that needs longer does not live. */
export const ANSWER_MS: DurationMs = 10 * SECOND_MS;

type Waiting = { readonly settle: (answer: EslAnswer) => void; readonly fail: (error: Error) => void };

/** Speaks to the event socket on an open connection. Answers have no numbers: they come in the order of the questions. */
export function eslSession(options: EslSessionOptions): EslSession {
  const { socket, timers } = options;
  const waiting: Waiting[] = [];
  const greeting = Promise.withResolvers<void>();
  const { promise: closed, resolve: end } = Promise.withResolvers<string>();
  const close = (reason: string): void => {
    end(reason);
    socket.destroy();
  };
  listen(options, { greeting, waiting, close });
  socket.once('error', (error) => end(error.message));
  socket.once('close', () => end('the switch closed the connection'));
  // Nobody may be waiting for the greeting any more.
  greeting.promise.catch(() => undefined);
  const failAll = (reason: string): void => {
    greeting.reject(new Error(reason));
    for (const { fail } of waiting) fail(new Error(reason));
    waiting.length = 0;
  };
  // `closed` never rejects.
  void closed.then(failAll);
  return {
    greeted: within(timers, greeting.promise, 'the switch did not ask who we are'),
    ask(command) {
      if (/[\r\n]/.test(command)) throw new Error('a command holds a line end; expected one line');
      const { promise, resolve, reject } = Promise.withResolvers<EslAnswer>();
      waiting.push({ settle: resolve, fail: reject });
      socket.write(`${command}\n\n`);
      const [verb = '', word = ''] = command.split(' ');
      // What follows `auth` is a secret.
      return within(timers, promise, `no answer to ${verb === 'api' ? word : verb}`);
    },
    closed,
    close,
  };
}

type Ends = {
  readonly greeting: PromiseWithResolvers<void>;
  readonly waiting: Waiting[];
  readonly close: (reason: string) => void;
};

function listen({ socket, onWord }: EslSessionOptions, { greeting, waiting, close }: Ends): void {
  const framer = eslFramer();
  const take = (message: EslMessage): void => {
    switch (message.kind) {
      case 'auth-request':
        return greeting.resolve();
      case 'rejected':
        return greeting.reject(new Error(`the switch does not let us in: ${message.words}`));
      case 'closing':
        return close(`the switch closed the connection: ${message.words}`);
      case 'reply':
        return waiting.shift()?.settle(answerOf(message.isOk, message.words));
      case 'answer':
        return waiting.shift()?.settle(answerOf(!message.body.startsWith('-'), message.body));
      case 'refused':
        onWord(message);
        if (message.isAdrift) close('its stream is out of step');
        return;
      case 'event':
        onWord(message);
    }
  };
  socket.on('data', (chunk) => {
    for (const frame of framer.push(chunk)) take(readEslMessage(frame));
  });
  socket.once('close', () => {
    for (const frame of framer.end()) take(readEslMessage(frame));
  });
}

const answerOf = (isOk: boolean, text: string): EslAnswer =>
  isOk ? { kind: 'done', body: text } : { kind: 'denied', words: text.trim().slice(0, 200) };

async function within<Value>(timers: Timers, promise: Promise<Value>, otherwise: string): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const undo = timers.after(ANSWER_MS, () =>
    late.reject(new Error(`${otherwise} within ${ANSWER_MS / SECOND_MS} s`)),
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    undo();
  }
}
