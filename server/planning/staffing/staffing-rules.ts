import type { QueueId } from '#domain/ids.ts';
import type { StaffingTarget } from '#domain/staffing-plan.ts';
import type { Joining, Uncertainty } from '../../../forecasting/staffing/queue-question.ts';
import type { Shrinkage } from '../../../forecasting/staffing/shrinkage/shrinkage.ts';
import type { SkillGroup } from '../../../forecasting/staffing/skills/skill-question.ts';

/** How a queue is answered that is not simply one call after the other. */
export type ServiceKind =
  /** Each further open chat makes every chat so much slower. */
  | { readonly kind: 'chats'; readonly atOnce: number; readonly slowdown: number }
  | { readonly kind: 'callback'; readonly acceptShare: number; readonly reserve: number }
  | {
      readonly kind: 'redial';
      readonly share: number;
      readonly afterSeconds: number;
      readonly waitingPlaces: number | undefined;
      readonly afterBlock: number | undefined;
    };

/** What is said of a queue, or of all that are not named; what is absent is not said. */
export type QueueWishes = {
  readonly target?: StaffingTarget;
  readonly patienceSeconds?: number;
  readonly handleSeconds?: number;
  readonly leastPeople?: number;
  readonly service?: ServiceKind;
};

/** Contacts of a queue that can wait: another queue's people do them when they have time. */
export type DeferredQueue = {
  readonly queue: QueueId;
  readonly doneBy: QueueId;
  readonly withinMinutes: number;
};

/** Work that can wait and comes every day. */
export type DailyWork = {
  readonly name: string;
  readonly doneBy: QueueId;
  readonly contacts: number;
  readonly handleSeconds: number;
  /** Minutes of the local day from which it can be done, and until which it must be: the next day when it is not after `from`. */
  readonly from: number;
  readonly due: number;
};

/** How people are to be found for a forecast. */
export type StaffingRules = {
  readonly usual: QueueWishes;
  readonly queues: ReadonlyMap<QueueId, QueueWishes>;
  readonly deferredQueues: readonly DeferredQueue[];
  readonly dailyWork: readonly DailyWork[];
  /** People are busy at most so much of their time, work that can wait included. */
  readonly deferredOccupancy: number;
  /** People by what they can answer. Queues that are in none have people of their own. */
  readonly groups: readonly SkillGroup[];
  readonly shrinkage: Shrinkage;
  readonly uncertainty: Uncertainty;
  readonly joining: Joining;
  /** Hours a week of somebody who is there full time. */
  readonly fullTimeHours: number;
};

/** Rules when nothing is said. */
export const USUAL_RULES: StaffingRules = {
  usual: {},
  queues: new Map(),
  deferredQueues: [],
  dailyWork: [],
  // What is left is what lets people answer at once.
  deferredOccupancy: 0.9,
  groups: [],
  shrinkage: { kinds: [], combine: 'multiply' },
  uncertainty: { kind: 'expected' },
  joining: 'auto',
  // The week of China's labour law (1995) and of most contracts elsewhere.
  fullTimeHours: 40,
};

/** What is said of one queue: its own, and of the rest what is usual. */
export const wishesOf = ({ usual, queues }: StaffingRules, queue: QueueId): QueueWishes => ({
  ...usual,
  ...queues.get(queue),
});
