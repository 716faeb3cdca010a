import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, type SourceId } from '#domain/ids.ts';
import { later, type EpochMs } from '#domain/time.ts';

/** How a recording becomes a run: which instant becomes which, and under which names. */
export type TimelineOptions = {
  /** The instant of the recording that is played at `begin`. */
  readonly first: EpochMs;
  readonly begin: EpochMs;
  /** Seconds of the recording in a second of ours. */
  readonly speed: number;
  readonly source: SourceId;
  /** Names the run: two runs of one recording share neither events nor contacts. */
  readonly run: string;
};

export type Timeline = {
  /** The event as the run tells it. The same event of the same line always becomes the same. */
  play(event: AcdEvent): AcdEvent;
  /** Our clock when an instant of the run is due. */
  dueAt(at: EpochMs): EpochMs;
  /** The run's own clock at a moment of ours. */
  clockAt(now: EpochMs): EpochMs;
  /** The instant of the recording that is an instant of the run. */
  recordedAt(at: EpochMs): EpochMs;
};

/**
 * All times are moved by one and the same step: the recording's first instant happens at `begin`, and every wait, talk and
 * break keeps its length, so that every figure is the recording's. What a speed above 1 changes is the run's clock: it runs
 * so many times as fast as ours, and the run's heartbeats tell it, so that the floor lives by it too. At ×60 an
 * hour of the floor passes in a minute, and a wait of 30 s is still 30 s.
 */
export function feedTimeline({ first, begin, speed, source, run }: TimelineOptions): Timeline {
  const moved = (at: EpochMs): EpochMs => later(begin, at - first);
  let played = 0;
  return {
    play(event) {
      played += 1;
      const names = {
        id: `${run}:${event.source === source ? '' : `${event.source}:`}${event.id}`,
        source,
        ...('contact' in event ? { contact: contactId(`${run}:${event.contact}`) } : {}),
      };
      const from = event.kind === 'source-gap' ? { from: moved(event.from) } : {};
      return { ...event, ...names, ...from, at: moved(event.at), seq: event.seq ?? played };
    },
    dueAt: (at) => later(begin, (at - begin) / speed),
    clockAt: (now) => later(begin, Math.round((now - begin) * speed)),
    recordedAt: (at) => later(first, at - begin),
  };
}
