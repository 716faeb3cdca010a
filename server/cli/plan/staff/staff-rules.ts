import { readFile } from 'node:fs/promises';
import type { StaffingTarget } from '#domain/staffing-plan.ts';
import type { Uncertainty } from '../../../../forecasting/staffing/queue-question.ts';
import type { Shrinkage } from '../../../../forecasting/staffing/shrinkage/shrinkage.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { readStaffing, USUAL_WITHIN_SECONDS } from '../../../planning/staffing/read-staffing.ts';
import {
  USUAL_RULES,
  type QueueWishes,
  type ServiceKind,
  type StaffingRules,
} from '../../../planning/staffing/staffing-rules.ts';
import { CommandFailure } from '../../run-command.ts';
import type { StaffOptions } from './staff-options.ts';

/** The rules of the document that was named, with what was typed in the place of what it says of all queues. */
export async function rulesOfOptions(options: StaffOptions): Promise<StaffingRules> {
  const rules = options.rules === undefined ? USUAL_RULES : await rulesOfFile(options.rules);
  const { join = rules.joining, fullTime = rules.fullTimeHours } = options;
  return {
    ...rules,
    usual: wishesWith(rules.usual, options),
    queues:
      options.model === 'C'
        ? new Map([...rules.queues].map(([queue, own]) => [queue, patient(own)]))
        : rules.queues,
    deferredQueues: [...rules.deferredQueues, ...(options.canWait ?? [])],
    dailyWork: [...rules.dailyWork, ...(options.deferred ?? [])],
    groups: [...rules.groups, ...(options.group ?? [])],
    shrinkage: shrinkageWith(rules.shrinkage, options),
    uncertainty: uncertaintyWith(rules.uncertainty, options),
    joining: join,
    fullTimeHours: fullTime,
  };
}

async function rulesOfFile(path: string): Promise<StaffingRules> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) =>
    Promise.reject(FileFailure.of('read', path, cause)),
  );
  const read = readStaffing(text);
  if (read.kind === 'rules') return read.rules;
  const lines = read.mistakes.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new CommandFailure(`the staffing rules have mistakes\n${lines.join('\n')}`);
}

function wishesWith(usual: QueueWishes, options: StaffOptions): QueueWishes {
  const target = targetWith(usual.target, options);
  const service = serviceOf(options);
  const { patience, handle, least, model } = options;
  // What is to be learnt, or not to be, is not taken from the document.
  const before = options.patienceFrom === undefined && model !== 'C' ? usual : patient(usual);
  return {
    ...before,
    ...(target === undefined ? {} : { target }),
    ...(service === undefined ? {} : { service }),
    ...(patience === undefined || model === 'C' ? {} : { patienceSeconds: patience }),
    ...(handle === undefined ? {} : { handleSeconds: handle }),
    ...(least === undefined ? {} : { leastPeople: least }),
  };
}

function patient({ patienceSeconds: _, ...rest }: QueueWishes): QueueWishes {
  return rest;
}

/** Undefined where neither the document nor anybody who typed asks for anything. */
function targetWith(before: StaffingTarget | undefined, options: StaffOptions): StaffingTarget | undefined {
  const { serviceLevel, within, definition, shortAbandon, asa, abandonment, occupancy } = options;
  const isAsked = [serviceLevel, asa, abandonment, occupancy].some((one) => one !== undefined);
  if (before === undefined && !isAsked) return undefined;
  return {
    serviceLevel: serviceLevel ?? before?.serviceLevel,
    withinSeconds: within ?? before?.withinSeconds ?? USUAL_WITHIN_SECONDS,
    definition: definition ?? before?.definition,
    shortAbandonSeconds: shortAbandon ?? before?.shortAbandonSeconds,
    asaSeconds: asa ?? before?.asaSeconds,
    abandonment: abandonment ?? before?.abandonment,
    occupancy: occupancy ?? before?.occupancy,
  };
}

function serviceOf(options: StaffOptions): ServiceKind | undefined {
  const { chats, slowdown, callback, reserve, redial, redialAfter } = options;
  const typed = Object.entries({ '--chats': chats, '--callback': callback, '--redial': redial });
  const [first, second] = typed.flatMap(([name, value]) => (value === undefined ? [] : name));
  if (second !== undefined)
    throw new CommandFailure(
      `${first} and ${second} exclude each other for one queue: a document (--rules) says it queue by queue`,
    );
  if (chats === undefined && slowdown !== undefined) throw new CommandFailure('--slowdown needs --chats');
  if (callback === undefined && reserve !== undefined) throw new CommandFailure('--reserve needs --callback');
  if (redial === undefined && redialAfter !== undefined)
    throw new CommandFailure('--redial-after needs --redial');
  if (chats !== undefined) return { kind: 'chats', atOnce: chats, slowdown: slowdown ?? 0 };
  if (callback !== undefined) return { kind: 'callback', acceptShare: callback, reserve: reserve ?? 0 };
  if (redial === undefined) return undefined;
  return {
    kind: 'redial',
    share: redial,
    afterSeconds: redialAfter ?? USUAL_REDIAL_SECONDS,
    waitingPlaces: undefined,
    afterBlock: undefined,
  };
}

/** Most who call again do so within minutes. */
const USUAL_REDIAL_SECONDS = 300;

function shrinkageWith(before: Shrinkage, { shrinkage, shrinkageAdds }: StaffOptions): Shrinkage {
  const kinds = shrinkage ?? before.kinds;
  return { kinds, combine: shrinkageAdds === true ? 'add' : before.combine };
}

function uncertaintyWith(before: Uncertainty, { risk, certain }: StaffOptions): Uncertainty {
  if (risk !== undefined && certain === true)
    throw new CommandFailure('--risk and --certain exclude each other: give one of them');
  if (risk !== undefined) return { kind: 'risk', share: risk };
  return certain === true ? { kind: 'mean' } : before;
}
