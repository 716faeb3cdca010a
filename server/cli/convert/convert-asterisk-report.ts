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
  finish(of: {
    readonly name: string;
    readonly sums: AsteriskSums;
    readonly events: number;
    /** What became of the visits, a line a queue. */
    readonly visits: readonly string[];
  }): void;
};

/** Refusals shown in full: a screen of them. The rest is counted. */
const REFUSALS_SHOWN = 20;

/** A report that has counted nothing yet. */
export function asteriskReport(print: (line: string) => void): AsteriskReport {
  const reasons = new Map<string, number>();
  const contacts = { started: 0, presumedExits: 0, presumedEnds: 0 };
  let shown = 0;
  return {
    count({ events, refused }) {
      for (const event of events) countContact(contacts, event);
      for (const refusal of refused) {
        reasons.set(refusal.reason, (reasons.get(refusal.reason) ?? 0) + 1);
        shown += 1;
        if (shown <= REFUSALS_SHOWN) print(inWords(refusal));
      }
    },
    finish({ name, sums: { lines, blocks, customVerbs }, events, visits }) {
      if (shown > REFUSALS_SHOWN) print(`… and ${shown - REFUSALS_SHOWN} more refusals`);
      const read = [lines > 0 ? `${lines} lines` : '', blocks > 0 ? `${blocks} blocks` : ''];
      print(`${name}: ${read.filter(Boolean).join(', ')}: ${contacts.started} contacts, ${events} events`);
      for (const line of visits) print(line);
      printSums(print, 'refused', [...reasons]);
      printSums(print, 'verbs that are not the switch’s own', Object.entries(customVerbs));
      if (contacts.presumedExits > 0)
        print(`${contacts.presumedExits} contacts left a queue in a way that was not told: label queue-exit`);
      if (contacts.presumedEnds > 0)
        print(
          `${contacts.presumedEnds} talks are presumed to have ended when their agent took the next call: label talk-end`,
        );
    },
  };
}

type Contacts = { started: number; presumedExits: number; presumedEnds: number };

function countContact(contacts: Contacts, event: AcdEvent): void {
  if (event.kind === 'contact-started') contacts.started += 1;
  if (event.kind !== 'contact-labelled') return;
  if ('queue-exit' in event.labels) contacts.presumedExits += 1;
  if ('talk-end' in event.labels) contacts.presumedEnds += 1;
}

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
