import { STREAMS } from '#domain/contact.ts';
import type { DescribedFloor } from '../../forecasting/simulation/start-from-floor.ts';
import type { World } from '../pipeline/world.ts';

/** Who waits and who talks in the world now, as the simulator takes it: from here it can be asked what may come. */
export function describeFloor({ floor, tally }: World): DescribedFloor {
  const waiting = [...tally.queues].flatMap(([queue, { streams }]) =>
    STREAMS.flatMap((stream) => [...streams[stream].open.values()]).map(({ queuedAt }) => ({
      queue,
      queuedAt,
    })),
  );
  const talking = [...floor.contacts.values()].flatMap(({ record }) =>
    record.engagements.flatMap(({ queue, answeredAt, endedAt }) =>
      queue === undefined || endedAt !== undefined ? [] : [{ queue, answeredAt }],
    ),
  );
  return { waiting, talking };
}
