import { queueId, type QueueId } from '#domain/ids.ts';
import type { StaffingTarget } from '#domain/staffing-plan.ts';
import type { Uncertainty } from '../../../forecasting/staffing/queue-question.ts';
import type { Shrinkage, ShrinkageKind } from '../../../forecasting/staffing/shrinkage/shrinkage.ts';
import { noteAt, takeBySchema, type Taking } from '../../definitions/take-by-schema.ts';
import { openYaml, type DefinitionMistake } from '../../definitions/yaml-fields.ts';
import { shareOf } from '../../definitions/share-of.ts';
import { USUAL_RULES, type QueueWishes, type ServiceKind, type StaffingRules } from './staffing-rules.ts';
import { staffingSchema, type WrittenStaffing } from './staffing-schema.ts';

/** What a staffing document says, or every mistake in it, in the order of the text. */
export type StaffingReading =
  | { readonly kind: 'rules'; readonly rules: StaffingRules }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly DefinitionMistake[] };

/** A thousand queues are 200 kB; a text much longer is another kind of document. */
const LONGEST = 2_000_000;

/** Reads a staffing document in YAML or JSON, which is YAML too; docs/staffing.md says what may stand in it. */
export function readStaffing(text: string): StaffingReading {
  if (text.length > LONGEST) return tooLong(text);
  const { book, root } = openYaml(text);
  const taking: Taking = { book, places: new WeakMap() };
  const taken = book.mistakes.length > 0 ? undefined : takeBySchema(taking, root, staffingSchema);
  // What was taken is what the schema says.
  const rules = taken === undefined ? undefined : rulesOf(taking, taken as WrittenStaffing);
  if (rules !== undefined && book.mistakes.length === 0) return { kind: 'rules', rules };
  const inOrder = book.mistakes.sort((one, other) => one.line - other.line || one.column - other.column);
  return { kind: 'mistakes', mistakes: inOrder };
}

function tooLong(text: string): StaffingReading {
  const expected = `at most ${LONGEST} characters, got ${text.length}`;
  const mistake = { line: 1, column: 1, field: '', value: '', expected, message: `expected ${expected}` };
  return { kind: 'mistakes', mistakes: [mistake] };
}

function rulesOf(taking: Taking, written: WrittenStaffing): StaffingRules {
  const { queues = [], groups = [] } = written;
  const occupancy = written['deferred-occupancy'];
  return {
    usual: wishesOf(taking, written),
    queues: new Map(
      eachOnce(taking, queues, 'queue').map((one) => [queueId(one.queue), wishesOf(taking, one)]),
    ),
    deferredQueues: queues.flatMap(({ queue, deferred }) =>
      deferred === undefined
        ? []
        : {
            queue: queueId(queue),
            doneBy: queueId(deferred['done-by']),
            withinMinutes: deferred['within-hours'] * 60,
          },
    ),
    dailyWork: eachOnce(taking, written['deferred-work'] ?? [], 'name').map((work) => ({
      name: work.name,
      doneBy: queueId(work['done-by']),
      contacts: work.contacts,
      handleSeconds: work['handle-seconds'],
      from: minuteOf(work.from),
      due: minuteOf(work.due),
    })),
    deferredOccupancy: occupancy === undefined ? USUAL_RULES.deferredOccupancy : shareOf(occupancy),
    groups: eachOnce(taking, groups, 'name').map((group) => ({
      ...group,
      queues: group.queues.map((queue): QueueId => queueId(queue)),
    })),
    shrinkage: shrinkageOf(taking, written),
    uncertainty: uncertaintyOf(taking, written),
    joining: written.join ?? USUAL_RULES.joining,
    fullTimeHours: written['full-time-hours'] ?? USUAL_RULES.fullTimeHours,
  };
}

/** The parts of a list by name; what is named twice is a mistake. */
function eachOnce<Key extends string, Part extends { readonly [Name in Key]: string }>(
  taking: Taking,
  parts: readonly Part[],
  key: Key,
): readonly Part[] {
  const known = new Set<string>();
  return parts.filter((part) => {
    const isNew = !known.has(part[key]);
    known.add(part[key]);
    if (!isNew) noteAt(taking, part, key, 'a name that is not there before');
    return isNew;
  });
}

type Written = Pick<
  WrittenStaffing,
  'target' | 'patience-seconds' | 'handle-seconds' | 'least-people' | 'chats' | 'callback' | 'redial'
>;

function wishesOf(taking: Taking, written: Written): QueueWishes {
  const { target, 'patience-seconds': patienceSeconds, 'handle-seconds': handleSeconds } = written;
  const service = serviceOf(taking, written);
  const leastPeople = written['least-people'];
  return {
    ...(target === undefined ? {} : { target: targetOf(taking, target) }),
    ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
    ...(handleSeconds === undefined ? {} : { handleSeconds }),
    ...(leastPeople === undefined ? {} : { leastPeople }),
    ...(service === undefined ? {} : { service }),
  };
}

function targetOf(taking: Taking, written: NonNullable<Written['target']>): StaffingTarget {
  const { definition, abandonment, occupancy } = written;
  const level = written['service-level'];
  if (level !== undefined && shareOf(level) >= 1)
    noteAt(taking, written, 'service-level', 'a share below 1: no crew answers everybody in time');
  for (const part of ['abandonment', 'occupancy'] as const)
    if (written[part] !== undefined && shareOf(written[part]) === 0)
      noteAt(taking, written, part, 'a share above 0');
  return {
    serviceLevel: level === undefined ? undefined : shareOf(level),
    withinSeconds: written['within-seconds'] ?? (level === undefined ? undefined : USUAL_WITHIN_SECONDS),
    definition,
    shortAbandonSeconds: written['short-abandon-seconds'],
    asaSeconds: written['asa-seconds'],
    abandonment: abandonment === undefined ? undefined : shareOf(abandonment),
    occupancy: occupancy === undefined ? undefined : shareOf(occupancy),
  };
}

/** What "in time" means where nothing else is said. */
export const USUAL_WITHIN_SECONDS = 20;

const SERVICES = ['chats', 'callback', 'redial'] as const;

function serviceOf(taking: Taking, written: Written): ServiceKind | undefined {
  const [first, second] = SERVICES.filter((name) => written[name] !== undefined);
  if (second !== undefined)
    noteAt(taking, written, second, `nothing beside ${first}: a queue is one of the two`);
  const { chats, callback, redial } = written;
  if (chats !== undefined)
    return { kind: 'chats', atOnce: chats['at-once'], slowdown: shareOf(chats.slowdown ?? 0) };
  if (callback !== undefined)
    return { kind: 'callback', acceptShare: shareOf(callback.accepted), reserve: callback.reserve ?? 0 };
  if (redial === undefined) return undefined;
  return {
    kind: 'redial',
    share: shareOf(redial.share),
    afterSeconds: redial['after-seconds'],
    waitingPlaces: redial['waiting-places'],
    afterBlock: redial['after-block'] === undefined ? undefined : shareOf(redial['after-block']),
  };
}

function shrinkageOf(taking: Taking, { shrinkage }: WrittenStaffing): Shrinkage {
  if (shrinkage === undefined) return USUAL_RULES.shrinkage;
  const { kinds, combine = 'multiply' } = shrinkage;
  return {
    combine,
    kinds: kinds.map((kind): ShrinkageKind => {
      const { name, from, until } = kind;
      if (shareOf(kind.share) >= 1) noteAt(taking, kind, 'share', 'a share below 1: somebody must be left');
      if (from === undefined && until === undefined) return { name, share: shareOf(kind.share) };
      if (from === undefined || until === undefined)
        noteAt(
          taking,
          kind,
          from === undefined ? 'from' : 'until',
          'a time of day such as "09:30" beside the other',
        );
      const window = { from: minuteOf(from ?? '00:00'), to: minuteOf(until ?? '24:00') };
      return { name, share: shareOf(kind.share), window };
    }),
  };
}

function uncertaintyOf(taking: Taking, written: WrittenStaffing): Uncertainty {
  const { risk, certain } = written;
  if (risk !== undefined && certain === true)
    noteAt(taking, written, 'certain', 'nothing beside risk: give one of the two');
  if (risk === undefined) return { kind: certain === true ? 'mean' : 'expected' };
  const share = shareOf(risk);
  if (!(share > 0 && share < 1)) noteAt(taking, written, 'risk', 'a share above 0 and below 1');
  return { kind: 'risk', share };
}

/** Minutes since midnight of a time of day as the schema lets it be written. */
function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
