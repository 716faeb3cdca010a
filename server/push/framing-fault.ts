/**
 * What makes it doubtful where a request ends or for whom it is; undefined when nothing does. A proxy and a server that read such a
 * request differently can be made to take a part of its body for the next request. Repeated headers are joined by commas.
 */
export function framingFault(headers: Readonly<Record<string, string>>): string | undefined {
  const { 'content-length': length, 'transfer-encoding': coding, host } = headers;
  if (length !== undefined && coding !== undefined)
    return 'content-length and transfer-encoding contradict each other';
  if (length !== undefined && !/^\d{1,15}$/.test(length))
    return `content-length must be one number, got "${length.slice(0, SHOWN)}"`;
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    return `transfer-encoding must be chunked or none, got "${coding.slice(0, SHOWN)}"`;
  return host?.includes(',') === true ? `there must be one host, got "${host.slice(0, SHOWN)}"` : undefined;
}

const SHOWN = 80;
