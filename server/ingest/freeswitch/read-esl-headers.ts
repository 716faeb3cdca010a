/** Values by key, as they were written. */
export type EslHeaders = ReadonlyMap<string, string>;

/** Lines of `Key: Value` up to the first empty one. What has no key is left out, and of a key that repeats the last one counts. */
export function readEslHeaders(text: string): EslHeaders {
  const headers = new Map<string, string>();
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    if (line === '' || line === '\r') break;
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon), line.slice(colon + 1).trim());
    start = end + 1;
  }
  return headers;
}
