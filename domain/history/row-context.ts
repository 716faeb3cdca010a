import type { ContactRecord, Engagement, UnnamedEngagement } from '../contact.ts';
import type { AgentId, QueueId } from '../ids.ts';
import type { DurationMs, EpochMs } from '../time.ts';

/** What a contact's rows need to know of others. */
export type RowContext = {
  /** The last moment that is known: who waits has waited until then. */
  readonly now: EpochMs;
  /** Where the agent was signed in. Undefined: not told. */
  siteOf(agent: AgentId, at: EpochMs): string | undefined;
  /** How long before `at` the contact's customer had last entered a queue. Undefined: never, or nobody knows who it is. */
  earlierMs(record: ContactRecord, at: EpochMs): DurationMs | undefined;
  /** What a queue looked like to a visit that arrived then. Absent: nobody asks. */
  readonly queueAt?: (queue: QueueId, at: EpochMs) => QueueMoment;
};

/** A queue at one moment: the place of who arrives then, and how long that is expected to take. Undefined: nobody could tell. */
export type QueueMoment = { readonly position: number; readonly expectedMs: DurationMs | undefined };

/** The talk in which a visit ended; undefined when it ended otherwise. */
export function engagementOf(
  { engagements, unnamedEngagements = [] }: ContactRecord,
  place: number,
): Engagement | UnnamedEngagement | undefined {
  const isIt = ({ visit }: UnnamedEngagement): boolean => visit === place;
  return engagements.find(isIt) ?? unnamedEngagements.find(isIt);
}
