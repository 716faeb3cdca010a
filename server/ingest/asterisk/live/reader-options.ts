import type { SourceId } from '#domain/ids.ts';
import type { AsteriskDefinition } from '#domain/source-definition.ts';
import type { AsteriskReaderOptions } from '../asterisk-reader.ts';

/** What the definitions say to the reader of an Asterisk. */
export function readerOptions(
  source: SourceId,
  { ami, queueLog, wrapUps, agents }: AsteriskDefinition,
): AsteriskReaderOptions {
  return {
    source,
    mode: ami === undefined ? 'queue-log' : queueLog === undefined ? 'ami' : 'pair',
    ...(wrapUps.everywhereMs !== undefined && { wrapUpMs: wrapUps.everywhereMs }),
    wrapUpMsByQueue: new Map(Object.entries(wrapUps.queuesMs)),
    agents: new Map(Object.entries(agents)),
  };
}
