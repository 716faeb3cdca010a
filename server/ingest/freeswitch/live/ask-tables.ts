import { readAgentRow, readMemberRow, readQueueRow, readTierRow } from '../read-callcenter-tables.ts';
import { readTable, type Row } from '../read-table.ts';
import type { Tables } from '../take-tables.ts';
import type { EslSession } from './esl-session.ts';

export type AskTablesOptions = {
  readonly session: Pick<EslSession, 'ask'>;
  readonly asked: (question: string, denial: string | undefined) => void;
  /** Whether the queues' own settings are wanted too. */
  readonly withQueues: boolean;
};

/** Asks for mod_callcenter's tables, one after the other. What the switch does not give is absent, and said. */
export async function askTables(options: AskTablesOptions): Promise<Omit<Tables, 'at' | 'listeningSince'>> {
  const queues = options.withQueues ? await askTable(options, QUEUES) : undefined;
  const tiers = await askTable(options, TIERS);
  const agents = await askTable(options, AGENTS);
  const members = await askTable(options, MEMBERS);
  return {
    ...(queues && { queues }),
    ...(tiers && { tiers }),
    ...(agents && { agents }),
    ...(members && { members }),
  };
}

/** `free`: the column in which a `|` may stand for itself. */
type Question<Read> = {
  readonly command: string;
  readonly free: string;
  readonly read: (row: Row) => Read | undefined;
};

const QUEUES = { command: 'queue list', free: 'record_template', read: readQueueRow };
const TIERS = { command: 'tier list', free: '', read: readTierRow };
const AGENTS = { command: 'agent list', free: 'contact', read: readAgentRow };
/** Without a queue's name: the members of all of them (since 1.6.19). */
export const MEMBERS_QUESTION = 'queue list members';
const MEMBERS = { command: MEMBERS_QUESTION, free: 'cid_name', read: readMemberRow };

async function askTable<Read>(
  { session, asked }: AskTablesOptions,
  { command, free, read }: Question<Read>,
): Promise<readonly Read[] | undefined> {
  const answer = await session.ask(`api callcenter_config ${command}`);
  const table = answer.kind === 'done' ? readTable(answer.body, free) : undefined;
  if (table?.kind !== 'table') {
    asked(command, answer.kind === 'denied' ? answer.words : table?.reason);
    return undefined;
  }
  const { rows, refused } = table.table;
  const [first] = refused;
  asked(command, first && `${refused.length} of its rows cannot be read, such as: ${first.value}`);
  return rows.map(read).filter((row) => row !== undefined);
}
