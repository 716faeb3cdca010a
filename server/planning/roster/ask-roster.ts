import type { LocalDay } from '#domain/local-day.ts';
import { SECOND_MS, later } from '#domain/time.ts';
import type { Absence, Replanned, ReplanProgress } from '../../../schedules/plan/replan/replan-absences.ts';
import { whyThisShift } from '../../../schedules/plan/why-this-shift.ts';
import type { Clock } from '../../clock/clock.ts';
import { replanInThread } from '../threads/replan-work.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import { personNamed } from './person-named.ts';
import { replanSentences } from './replan-sentences.ts';
import type { OpenRoster } from './written/roster-file.ts';
import { whySentences } from './why-sentences.ts';

/** Why somebody, by id or by name, has a shift or is off on a day, in lines. A PlanningFailure where the roster does not know them or the day. */
export function explainShift(
  { problem, shifts }: OpenRoster,
  { person, day }: { readonly person: string; readonly day: LocalDay },
): readonly string[] {
  if (day < problem.from || day >= problem.until)
    throw new PlanningFailure(
      `expected a day of the roster, ${problem.from} to before ${problem.until}, got ${day}`,
    );
  const why = whyThisShift(problem, shifts, { person: personNamed(problem, person).id, day });
  return whySentences(problem, why);
}

/** Who is away when; by id or by name. */
export type ToldAbsence = Omit<Absence, 'person'> & { readonly person: string };

export type ReplanQuestion = {
  readonly now: Clock;
  /** How long to search, from now on. */
  readonly seconds: number;
  readonly onProgress?: (progress: ReplanProgress) => void;
  /** Ends the search with what is found until then. */
  readonly signal?: AbortSignal;
};

export type ReplannedRoster = Replanned & {
  /** With the absences, and with what was changed for people in rotations. */
  readonly roster: OpenRoster;
  readonly sentences: readonly string[];
};

/**
 * The roster after people fall out, with the fewest days of others changed, and what is another than before in lines. Rejects with a PlanningFailure
 * where the roster does not know them, or has none of the days.
 */
export async function replanRoster(
  roster: OpenRoster,
  told: readonly ToldAbsence[],
  { now, seconds, onProgress, signal }: ReplanQuestion,
): Promise<ReplannedRoster> {
  const { problem } = roster;
  const until = later(now(), seconds * SECOND_MS);
  const absences = told.map((one): Absence => {
    const person = personNamed(problem, one.person).id;
    if (one.until < problem.from || one.from >= problem.until)
      throw new PlanningFailure(
        `expected days of the roster, ${problem.from} to before ${problem.until}, got ${one.person} absent ${one.from} to ${one.until}`,
      );
    return { ...one, person };
  });
  const { problem: _, ...written } = roster;
  const replanned = await replanInThread(
    { roster: written, absences, until },
    { ...(onProgress === undefined ? {} : { onProgress }), ...(signal === undefined ? {} : { signal }) },
  );
  const { plan, crewChanges } = replanned;
  return {
    ...replanned,
    roster: { ...roster, absences: [...roster.absences, ...absences], crewChanges, shifts: plan.shifts },
    sentences: replanSentences(problem, absences, replanned),
  };
}
