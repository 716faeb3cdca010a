import { BlockList, isIP } from 'node:net';

/** Who asks, as the transport tells it. Header names are in lower case. */
export type Asker = { readonly headers: AskedHeaders; readonly remoteAddress: string };

export type AskedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is believed of what proxies in front of the server say. */
export type ProxyTrust = {
  /** The address of whoever asks: of the nearest in X-Forwarded-For that is no proxy of ours, else of the connection. */
  addressOf(asker: Asker): string;
  /** Whether a proxy of ours was asked by https (X-Forwarded-Proto). */
  isSecure(asker: Asker): boolean;
};

/**
 * Believes the proxies at these addresses: IP addresses, networks such as 10.0.0.0/8, and `loopback`. What anybody else says of
 * itself is not looked at. Throws when one of them is none.
 */
export function proxyTrust(proxies: readonly string[]): ProxyTrust {
  const trusted = new BlockList();
  for (const proxy of proxies)
    for (const one of proxy === 'loopback' ? LOOPBACK : [proxy]) addTo(trusted, one);
  const isTrusted = (address: string): boolean => {
    const version = isIP(address);
    return version !== 0 && trusted.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
  return {
    addressOf({ headers, remoteAddress }) {
      let nearest = remoteAddress;
      for (const said of namesIn(headers['x-forwarded-for']).toReversed()) {
        if (!isTrusted(nearest)) return nearest;
        const address = addressIn(said);
        if (address === undefined) return nearest;
        nearest = address;
      }
      return nearest;
    },
    isSecure: ({ headers, remoteAddress }) =>
      isTrusted(remoteAddress) && namesIn(headers['x-forwarded-proto']).at(-1)?.toLowerCase() === 'https',
  };
}

/** Addresses that are counted as one: whoever has an IPv6 address has 2^64 of them. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

/** Whether it is this machine: a proxy on it that is not believed brings everybody's requests. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));

const LOOPBACK = ['127.0.0.0/8', '::1'];

function addTo(list: BlockList, text: string): void {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  const length = bits === undefined ? longest : Number(bits);
  const isRight = version !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits ?? '0') && length <= longest;
  if (!isRight)
    throw new Error(
      `a proxy is an address, a network such as 10.0.0.0/8, or loopback; got "${text.slice(0, 80)}"`,
    );
  list.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
}

const namesIn = (header: string | readonly string[] | undefined): readonly string[] =>
  (typeof header === 'string' ? header : (header ?? []).join(','))
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Some proxies write the port too; IPv6 then stands in brackets. */
function addressIn(text: string): string | undefined {
  const address = /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(plain) === 0 ? undefined : plain;
}
