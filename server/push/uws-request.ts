import type { HttpRequest, HttpResponse } from 'uWebSockets.js';
import { framingFault } from './framing-fault.ts';
import type { UpgradeRequest } from './transport.ts';

/** Copies what a request says: it lives on uWebSockets.js's stack and is gone when the callback returns. */
export function readUwsRequest(res: HttpResponse, req: HttpRequest): UpgradeRequest {
  const headers: Record<string, string> = {};
  // oxlint-disable-next-line unicorn/no-array-for-each -- the only way to read the headers: this is no array.
  req.forEach((name, value) => {
    const before = headers[name];
    // As Node joins them: cookies by a semicolon, all else by a comma.
    headers[name] = before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ', '}${value}`;
  });
  return {
    path: req.getUrl(),
    // Undefined where the address has no question mark, whatever its type says.
    query: textOrNone(req.getQuery()),
    headers,
    remoteAddress: addressText(new Uint8Array(res.getRemoteAddress())),
  };
}

/**
 * Hangs up on whoever sent a request of which it is doubtful where it ends. Without a word: uWebSockets.js would send the word, and
 * then take for a request what may be a part of this one's body.
 */
export function hasFramingFault(res: HttpResponse, { headers }: UpgradeRequest): boolean {
  if (framingFault(headers) === undefined) return false;
  res.close();
  return true;
}

const textOrNone = (text: string | undefined): string => text ?? '';

/** Four bytes are IPv4; sixteen are IPv6, which may carry an IPv4 address behind ::ffff. */
function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const isMapped =
    bytes[10] === 0xff && bytes[11] === 0xff && bytes.subarray(0, 10).every((byte) => byte === 0);
  if (isMapped) return bytes.subarray(12).join('.');
  const groups: string[] = [];
  for (let index = 0; index < bytes.length; index += 2)
    groups.push((((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0)).toString(16));
  // The platform writes an IPv6 address in its shortest form.
  return groups.length === 8 ? new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1) : '';
}
