import type { DeferredSummary, PlanNote, StaffingPlan } from '#domain/staffing-plan.ts';
import type { StaffingRules } from '../../../planning/staffing/staffing-rules.ts';
import { percentText } from '../../percent-text.ts';
import { hoursText } from './staff-summary.ts';

/** What whoever uses a plan should know: work that can wait, and targets that are met for a reason nobody wants. */
export function noteLines(
  { queues, deferred, notes }: StaffingPlan,
  rules: StaffingRules,
): readonly string[] {
  const added = queues.reduce(
    (sum, { intervals }) =>
      sum + intervals.reduce((own, one) => own + ((one.addedForDeferred ?? 0) * one.minutes) / 60, 0),
    0,
  );
  return [
    ...deferred.map(deferredInWords),
    ...(deferred.length > 0
      ? [
          `work that can wait: ${hoursText(added)} people-hours were added for it, so that people are busy at most ${percentText(rules.deferredOccupancy)}; it is put down when a contact comes`,
        ]
      : []),
    ...notes.map(noteInWords),
  ];
}

function deferredInWords({ name, doneBy, contacts, hours, lateHours, beyondHours }: DeferredSummary): string {
  const parts = [
    `${name}: ${Math.round(contacts)} contacts, ${hoursText(hours)} h of work, done by ${doneBy}`,
  ];
  if (lateHours > 0)
    parts.push(`${hoursText(lateHours)} h are due when nobody is there, and done as soon as somebody is`);
  if (beyondHours > 0)
    parts.push(`${hoursText(beyondHours)} h come after the end of the plan, and are left out`);
  return parts.join('; ');
}

function noteInWords(note: PlanNote): string {
  switch (note.kind) {
    case 'met-by-losing': {
      const { queue, intervals, overloaded, occupancy, abandonment, hours, hoursBelow, usualOccupancy } =
        note;
      const more = overloaded > 0 ? `, in ${overloaded} of them more work comes than the people can do` : '';
      return (
        `${queue}: in ${intervals} intervals people are busy ${percentText(occupancy)} of the time${more}: the target is met because ` +
        `${percentText(abandonment)} of the callers give up. To be busy at most ${percentText(usualOccupancy)} takes ` +
        `${hoursText(hoursBelow)} people-hours instead of ${hoursText(hours)} (--occupancy ${usualOccupancy})`
      );
    }
    case 'skills-at-one-rate':
      return 'people of several skills are found at one rate, the mean or that of --risk: on uncertain days they meet a little less';
  }
}
