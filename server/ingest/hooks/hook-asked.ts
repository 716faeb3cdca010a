import type { FastifyRequest } from 'fastify';

/** What came around a body. Of what comes twice, the first counts. */
export type HookAsked = {
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The path with its query, as it was asked. */
  readonly path: string;
};

/** Headers and query of a request, by name. */
export function readHookAsked({ headers: sent, url }: FastifyRequest): HookAsked {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(sent)) {
    const [first] = Array.isArray(value) ? value : [value];
    if (first !== undefined) headers[name] = first;
  }
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(searchOf(url))) query[name] ??= value;
  return { headers, query, path: url };
}

/** The addresses to which the sender may have posted: the public one as it stands or with the query, else what the request says. */
export function sealedUrls({ headers, path }: HookAsked, publicUrl: string | undefined): readonly string[] {
  if (publicUrl !== undefined) return [publicUrl, `${publicUrl}${searchOf(path)}`];
  const host = headers['host'] ?? '';
  return [`https://${host}${path}`, `http://${host}${path}`];
}

const searchOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');
