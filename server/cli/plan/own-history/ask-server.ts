import { Value } from 'typebox/value';
import type { LocalDay } from '#domain/local-day.ts';
import { MINUTE_MS } from '#domain/time.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { historyPage, type HistoryPage } from '../../../history/history-page.ts';
import { countedHistory, type CountedHistory } from './counted-history.ts';

/** Which server, and by which token. */
export type AskedServer = {
  readonly url: URL;
  readonly token?: string | undefined;
  readonly intervalMinutes: number;
};

/** A page is told within a second; a server that takes this long is not there. */
const PATIENCE_MS = MINUTE_MS;

/** The history that a running server has counted. Rejects with a FileFailure that says what the server answered. */
export async function askServer({ url, token, intervalMinutes }: AskedServer): Promise<CountedHistory> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return countedHistory(url.origin, async (from) => {
    const asked = pageAddress(url, intervalMinutes, from);
    const answer = await fetch(asked, { headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      (cause: unknown) => {
        throw new FileFailure(`cannot reach ${url.origin}: ${reasonOf(cause)}`, { cause });
      },
    );
    return pageIn(url, answer);
  });
}

function pageAddress(url: URL, intervalMinutes: number, from: LocalDay | undefined): URL {
  const folder = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  const address = new URL(`${folder}v1/history`, url);
  address.searchParams.set('interval', String(intervalMinutes));
  if (from !== undefined) address.searchParams.set('from', from);
  return address;
}

async function pageIn({ origin }: URL, answer: Response): Promise<HistoryPage> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && Value.Check(historyPage, body)) return body;
  if (answer.ok) throw new FileFailure(`${origin} does not answer as Callboard does: is the address right?`);
  const said: unknown = Object(body).message;
  const hint = answer.status === 401 || answer.status === 403 ? ' (--token or CALLBOARD_TOKEN)' : '';
  throw new FileFailure(
    `${origin} answered ${answer.status}: ${typeof said === 'string' ? said : answer.statusText}${hint}`,
  );
}

/** What `fetch` failed by is told in its cause. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
}
