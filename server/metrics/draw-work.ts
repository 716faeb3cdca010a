import type { Figures, StreamFigures } from '#domain/board/board.ts';
import type { Stream } from '#domain/contact.ts';
import type { EpochMs } from '#domain/time.ts';
import { addVisits, drawVisits, type Summed } from './draw-period.ts';
import { dayReach, intervalReach, type Frame } from './figures-frame.ts';
import { openVisits, sumOpenVisits } from './open-visits.ts';

type Work = Pick<Figures, 'outboundWork' | 'deferredWork'>;

/** What is not a customer on the line, with figures of its own: absent where there was nothing of it today. */
export function drawWork(frame: Frame, summed: Summed, now: EpochMs): Work {
  return workOf((stream) => ({
    open: openVisits(summed.sums.streams[stream], frame),
    interval: drawVisits(frame, summed, intervalReach(frame, now), stream),
    day: drawVisits(frame, summed, dayReach(frame, now), stream),
  }));
}

/** That of several queues together, each at its own time where its feed is dead. */
export function sumWork(frame: Frame, queues: readonly Work[], now: EpochMs): Work {
  return workOf((stream) => {
    const works = queues.flatMap((queue) => queue[`${stream}Work`] ?? []);
    const { start } = intervalReach(frame, now);
    return {
      open: sumOpenVisits(
        works.map(({ open }) => open),
        frame,
      ),
      interval: addVisits(
        start,
        works.map(({ interval }) => interval).filter((one) => one.start === start),
      ),
      day: addVisits(
        dayReach(frame, now).start,
        works.map(({ day }) => day),
      ),
    };
  });
}

function workOf(of: (stream: Exclude<Stream, 'inbound'>) => StreamFigures): Work {
  const [outbound, deferred] = [of('outbound'), of('deferred')];
  return {
    ...(isThere(outbound) && { outboundWork: outbound }),
    ...(isThere(deferred) && { deferredWork: deferred }),
  };
}

const isThere = ({ open, day }: StreamFigures): boolean => open.count > 0 || day.counts.offered > 0;
