import { epochMs } from '#domain/time.ts';
import { eslFramer } from '../esl-framer.ts';
import type { FreeswitchEvent } from '../freeswitch-event.ts';
import { readAgentRow, readMemberRow, readTierRow } from '../read-callcenter-tables.ts';
import { readEslMessage, type EslMessage } from '../read-esl-message.ts';
import { readTable, type Row } from '../read-table.ts';
import type { Tables } from '../take-tables.ts';
import { captureBytes, scriptedQuestions, type CaptureName } from './freeswitch-captures.ts';

/** The events of a capture, in the order of the wire. */
export function capturedEvents(name: CaptureName): FreeswitchEvent[] {
  return messages(name).flatMap((message) => (message.kind === 'event' ? [message.event] : []));
}

/** The tables that the script asked for within the second that begins at `at`, as the switch wrote them, by our own questions. */
export function rawTables(at: number): ReadonlyMap<string, string> {
  const answers = [...messages('esl_actions'), ...messages('esl_actions_2')].flatMap((message) =>
    message.kind === 'answer' ? [message.body] : [],
  );
  const tables = new Map<string, string>();
  for (const [index, { at: asked, question }] of scriptedQuestions().entries()) {
    const ours = OUR_QUESTIONS[question];
    if (asked >= at && asked < at + 1000 && ours !== undefined) tables.set(ours, answers[index] ?? '');
  }
  return tables;
}

/** Everyone who was ever in a queue during the looks was in this one. */
const OUR_QUESTIONS: Readonly<Record<string, string>> = {
  'callcenter_config agent list': 'callcenter_config agent list',
  'callcenter_config tier list': 'callcenter_config tier list',
  'callcenter_config queue list members support@acd.local': 'callcenter_config queue list members',
};

/** The same, read. */
export function capturedTables(at: number): Pick<Tables, 'agents' | 'tiers' | 'members'> {
  const tables = rawTables(at);
  const rows = (question: string): readonly Row[] => {
    const read = readTable(
      tables.get(`callcenter_config ${question}`) ?? '',
      question === 'agent list' ? 'contact' : 'cid_name',
    );
    if (read.kind === 'denied') throw new Error(`${question}: ${read.reason}`);
    return read.table.rows;
  };
  return {
    agents: rows('agent list').flatMap((row) => readAgentRow(row) ?? []),
    tiers: rows('tier list').flatMap((row) => readTierRow(row) ?? []),
    members: rows('queue list members').flatMap((row) => readMemberRow(row) ?? []),
  };
}

/** The instant of a table that was asked for at `at`. */
export const askedAt = (at: number): Pick<Tables, 'at' | 'listeningSince'> => ({
  at: epochMs(at),
  listeningSince: epochMs(at),
});

function messages(name: CaptureName): EslMessage[] {
  return eslFramer().push(captureBytes(name)).map(readEslMessage);
}
