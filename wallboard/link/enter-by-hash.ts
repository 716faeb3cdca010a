import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { enterSession } from './enter-session.ts';
import { pageClock } from './page-clock.ts';

/** A TV may be up before its server: the token is kept in the address and offered again so long after. */
const AGAIN_MS: DurationMs = 2 * SECOND_MS;

const NOTHING_TO_UNDO = (): void => undefined;

/** A TV is set up from a link that ends in `#token=…`: the token is traded for a cookie and leaves the address, then `begin` runs. Returns the undo of all that. */
export function enterByHash(begin: () => () => void): () => void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return begin();
  let isOver = false;
  let undo = NOTHING_TO_UNDO;
  const offer = async (): Promise<void> => {
    const entry = await enterSession(token);
    if (isOver) return;
    if (entry === 'unreachable') {
      // `offer` never rejects: what can fail is an answer of `enterSession`.
      undo = pageClock.after(AGAIN_MS, () => void offer());
      return;
    }
    stripHash();
    // A wrong token needs no word here: the socket is then refused, and the wall says so.
    undo = begin();
  };
  void offer();
  return () => {
    isOver = true;
    undo();
  };
}

function stripHash(): void {
  const address = new URL(location.href);
  address.hash = '';
  history.replaceState(null, '', address);
}
