import type { Centre } from '#domain/centre.ts';
import { timeZone } from '#domain/time-zone.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import type { History } from '../history/store/history.ts';
import type { Journal } from '../journal/journal.ts';
import type { World } from '../pipeline/world.ts';
import type { FiguresDoors } from '../web/figures/send-answers.ts';
import { historyFolder } from './data-folder.ts';
import { knowContact } from './know-contact.ts';
import { viewFloor } from './open-history.ts';
import type { TickLoop } from './tick-loop.ts';

type Kept = {
  readonly world: World;
  readonly store: WorldStore;
  readonly loop: TickLoop;
  readonly history: History;
  readonly journal: Journal;
  readonly folder: string;
};

/** What is asked of the history, each thing looked up between two steps where the world is looked at. */
export function figuresDoors(
  { world, store, loop, history, journal, folder }: Kept,
  centre: Centre,
): FiguresDoors {
  const view = () => viewFloor(world, loop.floorNow());
  return {
    history,
    asked: { centre, zone: timeZone(centre.zone), now: () => loop.floorNow() },
    contact: (id) => loop.between(() => knowContact({ world, store, journal, view }, id)),
    scratch: historyFolder(folder),
  };
}
