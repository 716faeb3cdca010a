import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, type SourceId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';

/** How a recording becomes a run: which instant becomes which, and under which names. */
export type TimelineOptions = {
  /** The instant of the recording that is played at `begin`. */
  readonly first: EpochMs;
  readonly begin: EpochMs;
  /** Seconds of the recording in a second of the run. */
  readonly speed: number;
  readonly source: SourceId;
  /** Names the run: two runs of one recording share neither events nor contacts. */
  readonly run: string;
};

export type Timeline = {
  /** The event as the run tells it. The same event of the same line always becomes the same. */
  play(event: AcdEvent): AcdEvent;
  /** The instant of the recording that is played at `at`. */
  recordedAt(at: EpochMs): EpochMs;
};

/**
 * The whole time axis is pressed together: an instant of the recording becomes `begin + (at - first) / speed`.
 *
 * Everything shrinks alike: at ×60 an hour takes a minute, and a wait of 30 s half a second. So what is waiting, since
 * when and in which order is always true to the recording, and every event is told when it happens. The other ways are
 * worse. With the waits kept as they were and only the arrivals pressed together, sixty times as many would wait at once:
 * a floor that never was. With all times kept and only moved to today, the run would leave the server's clock behind at
 * the first minute and report from its future. The price is that a target in seconds must shrink too: 20 s at ×60 are a
 * third of a second. That is the server's part, which is started with the same scale.
 */
export function feedTimeline(options: TimelineOptions): Timeline {
  const { first, begin, speed, source, run } = options;
  const moved = (at: EpochMs): EpochMs => epochMs(Math.round(begin + (at - first) / speed));
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
      const precision =
        event.precisionMs === undefined
          ? {}
          : { precisionMs: Math.max(1, Math.round(event.precisionMs / speed)) };
      // Pressed together, different instants become one: the order of the recording is what is left to tell them apart.
      return { ...event, ...names, ...from, ...precision, at: moved(event.at), seq: played };
    },
    recordedAt: (at) => epochMs(first + (at - begin) * speed),
  };
}
