/** Where a token becomes a cookie, and where the session is told of and ended. */
export const SESSION_PATH = '/v1/session';

export type Entry = 'entered' | 'wrong-token' | 'unreachable';

/** Trades a token for the cookie of a session; the page never keeps the token. */
export async function enterSession(token: string): Promise<Entry> {
  try {
    const answer = await fetch(SESSION_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (answer.ok) return 'entered';
    return answer.status >= 500 ? 'unreachable' : 'wrong-token';
  } catch {
    // No answer at all: the network or the server is away.
    return 'unreachable';
  }
}
