import type { DurationMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';

/** What a mapping document says: who sends, how it shows who it is, and which events its bodies are. */
export type HookMapping = {
  /** The sender as people call it. */
  readonly name: string;
  readonly sender: HookSender;
  /** Ways in which the sender may show that it is the sender; one of them suffices. None: only our own tokens. */
  readonly seals: readonly Seal[];
  /** How a time is written where a rule does not say otherwise. */
  readonly time: TimeForm;
  /** Fields of the body itself that hold JSON as text. */
  readonly unpack: readonly string[];
  /** What tells one body from another: the id of its events begins with it. */
  readonly identity?: Identity;
  /** Where a body says what it is; named when no rule knows it. */
  readonly toldBy?: Hole;
  readonly ignored: readonly (readonly Condition[])[];
  readonly rules: readonly HookRule[];
};

/** What the sender expects of whom it calls. */
export type HookSender = {
  /** After this long it gives up. */
  readonly limitMs: DurationMs;
  /** Whether it sends a body again that was not taken. */
  readonly retries: boolean;
  readonly reply: { readonly status: number; readonly type?: string; readonly body?: string };
};

/** How a request shows who sent it. */
export type Seal =
  /** HMAC of the body in a header; with a time, of "<time><joint><body>". */
  | {
      readonly scheme: 'hmac-sha256';
      readonly header: string;
      readonly encoding: 'hex' | 'base64';
      readonly prefix: string;
      readonly time?: { readonly header: string; readonly toleranceMs: DurationMs; readonly joint: string };
    }
  /** HMAC-SHA1 of the address and the sorted form, as Twilio signs. */
  | { readonly scheme: 'twilio' }
  /** The secret itself. */
  | { readonly scheme: 'header' | 'query'; readonly name: string }
  /** The secret as the password of HTTP basic authentication, under any name. */
  | { readonly scheme: 'basic' };

/** One event that a body may be. All conditions must hold. */
export type HookRule = {
  readonly kind: string;
  readonly when: readonly Condition[];
  /** The list in the body of which each item is an event. Absent: the body is one. */
  readonly each?: Path;
  readonly id?: Template;
  readonly at: Moment;
  readonly fields: ReadonlyMap<string, Value>;
};

/** Where something stands: names and, in lists, places; the last place is -1. */
export type Path = readonly string[];
/** The first of these that holds something. */
export type Hole = readonly Path[];
/** Words and holes; a template of one hole keeps the type of what stands there. */
export type Template = readonly (string | Hole)[];

export type Value =
  | { readonly kind: 'template'; readonly template: Template }
  /** The word for what the template says; `otherwise` for what is not in the table, nothing when absent. */
  | {
      readonly kind: 'table';
      readonly of: Template;
      readonly words: ReadonlyMap<string, string>;
      readonly otherwise?: string;
    }
  | { readonly kind: 'labels'; readonly labels: ReadonlyMap<string, Template> };

export type Condition = { readonly at: Hole } & (
  | { readonly is: 'any-of' | 'none-of'; readonly words: readonly string[] }
  | { readonly is: 'present' | 'absent' }
  | { readonly is: 'above'; readonly bound: number }
);

/** `ms`, `s` and `us` count from 1970; `iso` has an offset; `local` may have none; `auto` tells them apart by their size and shape. */
export const TIME_UNITS = ['s', 'ms', 'us', 'iso', 'local', 'auto'] as const;

export type TimeForm = {
  readonly unit: (typeof TIME_UNITS)[number];
  /** Of a text without an offset. */
  readonly zone?: TimeZone;
  /** How coarse it is. Absent: as it is written. */
  readonly precisionMs?: DurationMs;
};

/** When an event happened: as the body tells, or when the body was received. */
export type Moment =
  | { readonly kind: 'receipt' }
  | {
      readonly kind: 'told';
      readonly of: Template;
      readonly form: TimeForm;
      /** Seconds to add, where they are told. */
      readonly plusSeconds?: Template;
      readonly minusSeconds?: Template;
    };

/** The sender's own id, or else a hash of what these places hold. */
export type Identity = { readonly told?: Template; readonly hash: readonly Hole[] };
