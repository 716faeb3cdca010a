import { dayNumber, type LocalDay } from '#domain/local-day.ts';
import type { QueueId } from '#domain/ids.ts';
import type { Person } from './person.ts';

/** What one hour of this person's presence is worth to a queue on a day, against a full agent's; 0 without the skill. */
export function effectivePresence(person: Person, queue: QueueId, day: LocalDay): number {
  const skill = person.skills.find((one) => one.queue === queue);
  if (skill === undefined) return 0;
  return skill.proficiency * person.answeringShare * rampShare(person, day);
}

function rampShare({ ramp }: Person, day: LocalDay): number {
  if (ramp === undefined) return 1;
  const grown = (dayNumber(day) - dayNumber(ramp.from)) / ramp.days;
  return ramp.startShare + (1 - ramp.startShare) * Math.min(Math.max(grown, 0), 1);
}
