import { SESSION_PATH } from './enter-session.ts';

/** Ends the session of this browser on the server. Answers whether it is over. */
export async function endSession(): Promise<boolean> {
  try {
    return (await fetch(SESSION_PATH, { method: 'DELETE' })).ok;
  } catch {
    // No answer at all: the network or the server is away, and the session may live on.
    return false;
  }
}
