import type { EpochMs } from '#domain/time.ts';

/** What a line of queue_log says, in every shape that a verb has had from Asterisk 1.2 to 23. What an older one did not write is undefined. */
export type LogVerb =
  | { readonly verb: 'QUEUESTART' | 'CONFIGRELOAD' | 'AGENTDUMP' | 'SYSCOMPAT' | 'REMOVEMEMBER' }
  | { readonly verb: 'DID'; readonly number: string }
  | {
      readonly verb: 'ENTERQUEUE';
      readonly callerId: string;
      readonly position: number | undefined;
      readonly callerName: string | undefined;
    }
  | {
      readonly verb: 'CONNECT';
      readonly holdSeconds: number | undefined;
      readonly channel: string | undefined;
      readonly ringSeconds: number | undefined;
    }
  | {
      readonly verb: 'COMPLETEAGENT' | 'COMPLETECALLER';
      readonly holdSeconds: number | undefined;
      readonly talkSeconds: number | undefined;
      readonly originalPosition: number | undefined;
    }
  | ({ readonly verb: 'ABANDON' | 'EXITEMPTY' | 'EXITWITHTIMEOUT' } & Wait)
  | ({ readonly verb: 'EXITWITHKEY'; readonly key: string } & Wait)
  | ({ readonly verb: 'WITHDRAW'; readonly note: string } & Wait)
  | { readonly verb: 'RINGNOANSWER' | 'RINGCANCELED'; readonly ringMs: number | undefined }
  | ({ readonly verb: 'TRANSFER' | 'BLINDTRANSFER' | 'ATTENDEDTRANSFER'; readonly to: string } & Talk)
  | { readonly verb: 'ADDMEMBER'; readonly isPaused: boolean }
  | { readonly verb: 'PAUSE' | 'UNPAUSE' | 'PAUSEALL' | 'UNPAUSEALL'; readonly reason: string }
  | { readonly verb: 'AGENTLOGIN' | 'AGENTLOGOFF'; readonly channel: string }
  | { readonly verb: 'PENALTY' | 'RINGINUSE' | 'OUTCALL'; readonly value: string }
  /** Written by the dialplan after Queue() has returned: the caller never got in. */
  | { readonly verb: 'JOINEMPTY' | 'JOINUNAVAIL' | 'FULL' }
  /** Anything else that a dialplan or a product writes. */
  | { readonly verb: 'custom'; readonly name: string; readonly text: string };

type Wait = {
  readonly position: number | undefined;
  readonly originalPosition: number | undefined;
  readonly waitSeconds: number | undefined;
};

type Talk = {
  readonly holdSeconds: number | undefined;
  readonly talkSeconds: number | undefined;
};

/** One line of queue_log. `NONE` and its like are undefined. */
export type LogRecord = {
  readonly at: EpochMs;
  /** How coarse `at` is: 1000 in the file, which has whole seconds. */
  readonly precisionMs: number;
  readonly call: string | undefined;
  readonly queue: string | undefined;
  /** A member's name, its interface, or an agent's number: the switch writes now one, now another. */
  readonly member: string | undefined;
  readonly said: LogVerb;
};
