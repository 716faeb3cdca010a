import type { AcdEvent } from '#domain/acd-event.ts';
import type {
  AsteriskReading,
  AsteriskRefusal,
  AsteriskSums,
} from '../../ingest/asterisk/asterisk-reader.ts';

/** What became of a switch's words, in ours. */
export type AsteriskReport = {
  /** Counts what has come out; the first refusals are printed as they come. */
  count(reading: AsteriskReading): void;
  /** Prints the sums. */
  finish(of: { readonly name: string; readonly sums: AsteriskSums; readonly events: number }): void;
};

/** Refusals shown in full: a screen of them. The rest is counted. */
const REFUSALS_SHOWN = 20;

/** A report that has counted nothing yet. */
export function asteriskReport(print: (line: string) => void): AsteriskReport {
  const reasons = new Map<string, number>();
  const contacts = { started: 0, presumed: 0 };
  const queues = new Map<string, Map<string, number>>();
  let shown = 0;
  return {
    count({ events, refused }) {
      for (const event of events) {
        countContact(contacts, event);
        countVisit(queues, event);
      }
      for (const refusal of refused) {
        reasons.set(refusal.reason, (reasons.get(refusal.reason) ?? 0) + 1);
        shown += 1;
        if (shown <= REFUSALS_SHOWN) print(inWords(refusal));
      }
    },
    finish({ name, sums: { lines, blocks, customVerbs }, events }) {
      if (shown > REFUSALS_SHOWN) print(`… and ${shown - REFUSALS_SHOWN} more refusals`);
      const read = [lines > 0 ? `${lines} lines` : '', blocks > 0 ? `${blocks} blocks` : ''];
      print(`${name}: ${read.filter(Boolean).join(', ')}: ${contacts.started} contacts, ${events} events`);
      for (const [queue, sums] of queues)
        print(`  ${queue}: ${[...sums].map(([what, count]) => `${count} ${what}`).join(', ')}`);
      printSums(print, 'refused', [...reasons]);
      printSums(print, 'verbs that are not the switch’s own', Object.entries(customVerbs));
      if (contacts.presumed > 0)
        print(`${contacts.presumed} contacts left a queue in a way that was not told: label queue-exit`);
    },
  };
}

function countContact(contacts: { started: number; presumed: number }, event: AcdEvent): void {
  if (event.kind === 'contact-started') contacts.started += 1;
  if (event.kind === 'contact-labelled' && 'queue-exit' in event.labels) contacts.presumed += 1;
}

/** Queues that are summed up: the most a centre of the size we hold ourselves to has, twice. */
const QUEUES_SHOWN = 1_000;

/** A first look at what became of the visits, each way out by its name. */
function countVisit(queues: Map<string, Map<string, number>>, event: AcdEvent): void {
  const what = event.kind === 'contact-left' ? event.reason : VISIT_WORDS[event.kind];
  if (what === undefined || !('queue' in event) || event.queue === undefined) return;
  const sums = queues.get(event.queue) ?? new Map([OFFERED, ANSWERED, ABANDONED].map((word) => [word, 0]));
  if (queues.size < QUEUES_SHOWN) queues.set(event.queue, sums);
  sums.set(what, (sums.get(what) ?? 0) + 1);
}

const [OFFERED, ANSWERED, ABANDONED] = ['offered', 'answered', 'abandoned'] as const;

const VISIT_WORDS: Readonly<Partial<Record<AcdEvent['kind'], string>>> = {
  'contact-queued': OFFERED,
  'contact-answered': ANSWERED,
  'contact-abandoned': ABANDONED,
};

function inWords({ place, reason, field, value, expected }: AsteriskRefusal): string {
  const what = field === '' ? `"${value}"` : `${field} is "${value}"`;
  return `${place}: ${reason}: ${reason === 'missing-field' ? `${field} is missing` : what}, expected ${expected}`;
}

function printSums(
  print: (line: string) => void,
  title: string,
  sums: readonly (readonly [string, number])[],
): void {
  if (sums.length === 0) return;
  const parts = [...sums].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${name}`);
  print(`${title}: ${parts.join(', ')}`);
}
