import { SESSION_PATH } from './enter-session.ts';

/** Who is signed in here. */
export type Session = { readonly name: string; readonly role: string };

/** The session of this browser; undefined where there is none, where the server asks for no token, and where it does not answer. */
export async function readSession(): Promise<Session | undefined> {
  try {
    const answer = await fetch(SESSION_PATH);
    if (!answer.ok) return undefined;
    const { name, role, open }: { name?: unknown; role?: unknown; open?: unknown } = await answer.json();
    if (typeof name !== 'string' || typeof role !== 'string' || open === true) return undefined;
    return { name, role };
  } catch {
    // The form is shown then, and says when it is sent that nobody answers.
    return undefined;
  }
}
