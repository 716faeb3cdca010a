import { createHash } from 'node:crypto';
import { valueOf, type AmiBlock } from '../ami/ami-block.ts';
import type { AmiSession } from './ami-session.ts';

export type AmiUser = { readonly user: string; readonly password: string };

/** `refused`: the switch said no, in its own words. */
export type LogIn = { readonly kind: 'in' } | { readonly kind: 'refused'; readonly said: string };

/**
 * The classes of events that are read: queues and members (agent), holds and transfers (call), start and stop (system), and
 * what the dialplan says of callers who could not join (user). All there is would be ten times as much.
 */
const EVENTS = 'agent,call,system,user';

/** Logs in with an MD5 challenge, so that the password is not on the wire; in the clear only where the switch has no challenges. */
export async function amiLogIn(session: AmiSession, { user, password }: AmiUser): Promise<LogIn> {
  const challenge = valueOf(await session.ask('Challenge', { AuthType: 'MD5' }), 'Challenge');
  const proof =
    challenge === undefined
      ? { Secret: password }
      : { AuthType: 'MD5', Key: createHash('md5').update(challenge).update(password).digest('hex') };
  return logInOf(await session.ask('Login', { Username: user, ...proof, Events: EVENTS }));
}

function logInOf(response: AmiBlock): LogIn {
  if (valueOf(response, 'Response') === 'Success') return { kind: 'in' };
  return { kind: 'refused', said: valueOf(response, 'Message') ?? 'no reason given' };
}
