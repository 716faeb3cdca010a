import { DAY_MINUTES } from '#domain/time.ts';
import { modifiedOfferedLoads } from 'erlang-c';
import { dayNumber } from '#domain/local-day.ts';
import type { IntervalDemand, JoinedDemand, QueueQuestion } from './queue-question.ts';

/**
 * From a quarter of the interval on, the handle time makes what came before felt: after a step in arrivals the load of the
 * next interval is still a quarter of the step away. (Green, Kolesar and Soares 2001 find the usual method fails from there.)
 */
const LONG_HANDLING = 0.25;

/**
 * The load that each interval is to be staffed for. Intervals that follow each other are joined by the modified offered load
 * (Jennings, Mandelbaum, Massey and Whitt 1996) when handling is long against them; a run begins as if its first had gone on.
 */
export function joinIntervals(question: Asked): readonly JoinedDemand[] {
  const { intervals, intervalMinutes, joining } = question;
  const seconds = intervalMinutes * 60;
  return runsOf(intervals, intervalMinutes).flatMap((run) => {
    const own = run.map(({ offered, handleSeconds, rateCv }) => ({
      load: (offered * handleSeconds) / seconds,
      handleSeconds,
      rateCv,
    }));
    const handleSeconds = meanHandleSeconds(run);
    const isJoined =
      joining === 'always' ||
      joining === 'follow' ||
      (joining === 'auto' && handleSeconds >= LONG_HANDLING * seconds);
    if (!isJoined) return own;
    const loads = modifiedOfferedLoads({
      loads: own.map(({ load }) => load),
      intervalSeconds: seconds,
      handleSeconds,
    });
    return own.map((one, at) => ({ ...one, load: loads[at]?.mean ?? one.load }));
  });
}

type Asked = Pick<QueueQuestion, 'intervals' | 'intervalMinutes' | 'joining'>;

/** Intervals without a gap between them, midnight or not. */
export function runsOf<Interval extends Pick<IntervalDemand, 'day' | 'minuteOfDay'>>(
  intervals: readonly Interval[],
  intervalMinutes: number,
): readonly (readonly Interval[])[] {
  const runs: Interval[][] = [];
  let next = Number.NaN;
  for (const interval of intervals) {
    const minute = dayNumber(interval.day) * DAY_MINUTES + interval.minuteOfDay;
    if (minute !== next) runs.push([]);
    runs.at(-1)?.push(interval);
    next = minute + intervalMinutes;
  }
  return runs;
}

/** The mean handle time of a run, each contact alike. */
export function meanHandleSeconds(run: readonly Pick<IntervalDemand, 'offered' | 'handleSeconds'>[]): number {
  const contacts = run.reduce((sum, { offered }) => sum + offered, 0);
  if (contacts === 0) return run[0]?.handleSeconds ?? 0;
  return run.reduce((sum, { offered, handleSeconds }) => sum + offered * handleSeconds, 0) / contacts;
}
