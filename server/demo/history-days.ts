import { DAY_MS } from '#domain/time.ts';
import type { CentreModel } from '../../forecasting/simulation/model/centre-model.ts';

/** A contact is told in six events or so, with the agent's states that go with it. */
const EVENTS_A_CONTACT = 6;
/** Half a working day's share: home agents work five days of seven, eight hours each. */
const ON_DUTY_SHARE = (5 / 7) * (8 / 24);
/** Written in fifteen seconds on two cores, in thirty where these are very busy: the promise is a living wall in under a minute. */
const EVENTS_WRITTEN = 450_000;
/** Nobody looks further back than three weeks on a first visit. */
const MOST_DAYS = 21;

/** How many days of a centre's past are written before a visitor sees it: as many as are written in some fifteen seconds, at least one. */
export function historyDays(model: CentreModel): number {
  const days = Math.floor(EVENTS_WRITTEN / eventsADay(model));
  return Math.min(MOST_DAYS, Math.max(1, days));
}

function eventsADay({ lines, groups }: CentreModel): number {
  const contacts = lines.reduce((sum, { week }) => sum + week.reduce((all, one) => all + one, 0), 0) / 7;
  const beats = groups.reduce(
    (sum, { agents, home }) => sum + (home === undefined ? 0 : (agents * DAY_MS) / home.heartbeatMs),
    0,
  );
  return Math.max(1, contacts * EVENTS_A_CONTACT + beats * ON_DUTY_SHARE);
}
