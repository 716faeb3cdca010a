import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, networkOf, proxyTrust } from './proxy-trust.ts';

const PROXIES = ['loopback', '10.0.0.0/8', '2001:db8::1'];

describe('the address of whoever asks', () => {
  test.each([
    ['no proxy', '203.0.113.9', undefined, '203.0.113.9'],
    ['no proxy of ours, whatever it says', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['one proxy', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['one proxy that says nothing', '127.0.0.1', undefined, '127.0.0.1'],
    ['what the client said of itself is not believed', '127.0.0.1', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
    ['two proxies', '127.0.0.1', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['two proxies and a lie', '10.9.9.9', '1.2.3.4, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['everybody is a proxy of ours', '127.0.0.1', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['nonsense ends the way', '127.0.0.1', '203.0.113.9, what', '127.0.0.1'],
    ['with a port', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['IPv6 in brackets with a port', '2001:db8::1', '[2001:db8:5::7]:4711', '2001:db8:5::7'],
    ['IPv4 within IPv6', '127.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
  ])('%s', (_, remoteAddress, said, address) => {
    const headers = said === undefined ? {} : { 'x-forwarded-for': said };
    expect(proxyTrust(PROXIES).addressOf({ headers, remoteAddress })).toBe(address);
  });

  test('is that of the connection where no proxy is believed', () => {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    const trust = proxyTrust([]);
    expect(trust.addressOf({ headers, remoteAddress: '127.0.0.1' })).toBe('127.0.0.1');
    expect(trust.isSecure({ headers, remoteAddress: '127.0.0.1' })).toBe(false);
  });
});

test.each([
  ['127.0.0.1', 'https', true],
  ['127.0.0.1', 'http, https', true],
  ['127.0.0.1', 'https, http', false],
  ['127.0.0.1', undefined, false],
  ['203.0.113.9', 'https', false],
])('asked by %s with %s it is https: %s', (remoteAddress, said, secure) => {
  const headers = said === undefined ? {} : { 'x-forwarded-proto': said };
  expect(proxyTrust(PROXIES).isSecure({ headers, remoteAddress })).toBe(secure);
});

test.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '', '10.0.0', '2001:db8::/129', '10.0.0.0/x'])(
  '"%s" is no proxy',
  (text) => {
    expect(() => proxyTrust([text])).toThrow(
      'a proxy is an address, a network such as 10.0.0.0/8, or loopback',
    );
  },
);

test('an IPv6 network is counted as one', () => {
  expect(
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9', '2001:db8::1', '::1', '203.0.113.9'].map(networkOf),
  ).toEqual(['2001:db8:1:2::/64', '2001:db8:1:2::/64', '2001:db8:0:0::/64', '0:0:0:0::/64', '203.0.113.9']);
  expect(['127.8.8.8', '::1', '128.0.0.1', 'fe80::1'].map(isLoopbackAddress)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
