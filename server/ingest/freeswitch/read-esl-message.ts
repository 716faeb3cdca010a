import { shorten, type Refusal } from '../events/explain-refusal.ts';
import type { EslFrame } from './esl-framer.ts';
import type { FreeswitchEvent } from './freeswitch-event.ts';
import { readEslEvent } from './read-esl-event.ts';
import { readFreeswitchEvent } from './read-freeswitch-event.ts';

/** What the switch says to whoever is connected to its event socket. */
export type EslMessage =
  /** It wants to know who we are. */
  | { readonly kind: 'auth-request' }
  /** What became of a command. */
  | { readonly kind: 'reply'; readonly isOk: boolean; readonly words: string }
  /** What `api …` was answered with. */
  | { readonly kind: 'answer'; readonly body: string }
  | { readonly kind: 'event'; readonly event: FreeswitchEvent }
  /** It closes the connection; `rejected` before it has listened to us. */
  | { readonly kind: 'closing' | 'rejected'; readonly words: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly isAdrift: boolean };

/** What a frame says; refused when it cannot be read. */
export function readEslMessage(frame: EslFrame): EslMessage {
  if (frame.kind === 'refused') return frame;
  const { headers, body } = frame;
  const type = headers.get('Content-Type') ?? '';
  switch (type) {
    case 'auth/request':
      return { kind: 'auth-request' };
    case 'command/reply': {
      const words = headers.get('Reply-Text') ?? '';
      return { kind: 'reply', isOk: words.startsWith('+OK'), words: shorten(words) };
    }
    case 'api/response':
      return { kind: 'answer', body };
    case 'text/disconnect-notice':
      return { kind: 'closing', words: firstLine(body) };
    case 'text/rude-rejection':
      return { kind: 'rejected', words: firstLine(body) };
    default:
      return readEventMessage(type, body);
  }
}

const firstLine = (body: string): string => shorten(body.split('\n', 1)[0] ?? '');

function readEventMessage(type: string, body: string): EslMessage {
  const read = readEslEvent(type, body);
  if (read === undefined) {
    const expected = 'text/event-plain, text/event-json, command/reply or api/response';
    return isRefused({ reason: 'unknown-kind', field: 'Content-Type', value: shorten(type), expected });
  }
  if (read.kind === 'refused') return isRefused(read.refusal);
  const event = readFreeswitchEvent(read.fields);
  return event.kind === 'refused' ? isRefused(event.refusal) : event;
}

const isRefused = (refusal: Refusal): EslMessage => ({ kind: 'refused', refusal, isAdrift: false });
