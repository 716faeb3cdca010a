/** Whether a server that listens there may run without tokens: only this machine reaches it. */
export function openAllowed(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '::1';
}

/** Whether a Host header names this machine, with any port. A name that an attacker's DNS points at us does not. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** Whether a page of that origin comes from the host that it now asks. A scheme's own port may be written or not. */
export function isSameHost(origin: string, host: string): boolean {
  const page = urlOf(origin);
  return page !== undefined && page.host !== '' && urlOf(`${page.protocol}//${host}`)?.host === page.host;
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
