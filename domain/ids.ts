declare const idBrand: unique symbol;
type Id<Name extends string> = string & { readonly [idBrand]: Name };

/** A queue, as the definitions or the switch name it. */
export type QueueId = Id<'queue'>;
/** A person who answers contacts. */
export type AgentId = Id<'agent'>;
/** One customer's call, chat or ticket, from its start to its end; it may visit several queues. */
export type ContactId = Id<'contact'>;
/** A feed of events: one switch, one chat system. */
export type SourceId = Id<'source'>;

export const queueId = (name: string): QueueId => name as QueueId;
export const agentId = (name: string): AgentId => name as AgentId;
export const contactId = (name: string): ContactId => name as ContactId;
export const sourceId = (name: string): SourceId => name as SourceId;
