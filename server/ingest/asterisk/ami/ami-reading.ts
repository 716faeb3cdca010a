import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Refusal } from '../../events/explain-refusal.ts';
import type { FactTime, SwitchFact } from '../facts/switch-fact.ts';
import type { AmiBlock } from './ami-block.ts';
import { fieldOf, type AmiEvent, type AmiField } from './ami-event.ts';
import type { AmiLegs } from './ami-legs.ts';
import type { AmiLists } from './ami-lists.ts';

export type AmiFactsPorts = {
  readonly lists: AmiLists;
  readonly pass: (fact: SwitchFact, receivedAt: EpochMs) => void;
  readonly learn: (time: FactTime, alias: string, name: string) => void;
  /** The call that a member has in hand from a queue. */
  readonly callOf: (member: string, queue: string) => string | undefined;
  readonly refuse: (refusal: Refusal, block: AmiBlock) => void;
  /** The switch has been up for so long. */
  readonly uptime: (ms: DurationMs, receivedAt: EpochMs) => void;
  readonly heartbeat: (at: EpochMs) => void;
};

/** What is known while one switch's AMI is read. */
export type Ami = AmiFactsPorts & {
  readonly legs: AmiLegs;
  /** Channels on which a hang-up was asked for, by either end. */
  readonly hangUps: Set<string>;
  tellsHangUps: boolean;
  aheadMs: DurationMs | undefined;
};

/** Reads one kind of event. */
export type Read = (ami: Ami, event: AmiEvent) => void;
/** A field that was checked before. */
export const named = (event: AmiEvent, field: AmiField): string => fieldOf(event, field) ?? '';
