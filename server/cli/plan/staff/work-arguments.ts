import { DAY_MINUTES } from '#domain/time.ts';
import { InvalidArgumentError } from 'commander';
import { queueId } from '#domain/ids.ts';
import type { SkillGroup } from '../../../../forecasting/staffing/skills/skill-question.ts';
import type { DailyWork, DeferredQueue } from '../../../planning/staffing/staffing-rules.ts';

/** More is a mistake in a script; a document says it better. */
const MOST = 50;

/** One more kind of work that comes every day: `messages=60x180@20:00-09:00/hotline`. */
export function oneMoreDeferred(text: string, before: readonly DailyWork[] = []): readonly DailyWork[] {
  const [, name, contacts, seconds, from, due, doneBy] =
    /^([^=]+)=([\d.]+)x([\d.]+)@(\d\d?:\d\d)-(\d\d?:\d\d)\/(.+)$/.exec(text) ?? [];
  const work = {
    name: name ?? '',
    contacts: Number(contacts),
    handleSeconds: Number(seconds),
    from: minuteOf(from),
    due: minuteOf(due),
    doneBy: queueId(doneBy ?? ''),
  };
  const isWhole = work.contacts > 0 && work.handleSeconds > 0 && work.from >= 0 && work.due >= 0;
  if (isWhole && doneBy !== undefined && before.length < MOST) return [...before, work];
  throw new InvalidArgumentError(
    `expected name=contacts x seconds@ready-due/queue such as messages=60x180@20:00-09:00/hotline, got ${text}`,
  );
}

/** One more queue whose contacts can wait: `email=4h/hotline`. */
export function oneMoreWaiting(
  text: string,
  before: readonly DeferredQueue[] = [],
): readonly DeferredQueue[] {
  const [, queue, amount, unit, doneBy] = /^([^=]+)=([\d.]+)(h|min)\/(.+)$/.exec(text) ?? [];
  const withinMinutes = Number(amount) * (unit === 'h' ? 60 : 1);
  if (queue !== undefined && doneBy !== undefined && withinMinutes > 0 && before.length < MOST)
    return [...before, { queue: queueId(queue), doneBy: queueId(doneBy), withinMinutes }];
  throw new InvalidArgumentError(
    `expected a queue, in what time and whose people, such as email=4h/hotline, got ${text}`,
  );
}

/** One more group of people who are alike: `both=amdo+kham,cost=1.2,most=3`. */
export function oneMoreGroup(text: string, before: readonly SkillGroup[] = []): readonly SkillGroup[] {
  const [, name, list = '', more = ''] = /^([^=]+)=([^,]+)((?:,(?:cost|most)=[\d.]+)*)$/.exec(text) ?? [];
  const numbers = new Map(
    more
      .split(',')
      .filter((part) => part !== '')
      .map((part): [string, number] => [part.slice(0, 4), Number(part.slice(5))]),
  );
  const [cost, most] = [numbers.get('cost'), numbers.get('most')];
  const isGood = (cost === undefined || cost > 0) && (most === undefined || Number.isInteger(most));
  if (name === undefined || !isGood || before.length >= MOST)
    throw new InvalidArgumentError(
      `expected a name and its queues such as both=amdo+kham,cost=1.2,most=3, got ${text}`,
    );
  const queues = list.split('+').map((queue) => queueId(queue.trim()));
  return [
    ...before,
    { name, queues, ...(cost === undefined ? {} : { cost }), ...(most === undefined ? {} : { most }) },
  ];
}

function minuteOf(text: string | undefined): number {
  const [hours = Number.NaN, minutes = Number.NaN] = (text ?? '').split(':').map(Number);
  return minutes < 60 && hours * 60 + minutes <= DAY_MINUTES ? hours * 60 + minutes : Number.NaN;
}
