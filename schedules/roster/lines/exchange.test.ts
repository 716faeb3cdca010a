import { expect, test } from 'vitest';
import { exchangeIn, exchangeRoom } from './exchange.ts';

const lines = (...options: number[]): Uint16Array[] =>
  options.map((option) => Uint16Array.of(option, option));

test('a plan that one search leaves is there for another whose own costs more', () => {
  const room = exchangeRoom({ people: 2, days: 2 });
  const [one, other] = [exchangeIn(room), exchangeIn(room)];
  expect(other.below(Infinity)).toBeUndefined();
  one.offer(7, lines(1, 2));
  expect(other.below(8)).toEqual(lines(1, 2));
  expect(other.below(7)).toBeUndefined();
});

test('a plan that costs more than the one that is there is not left', () => {
  const exchange = exchangeIn(exchangeRoom({ people: 2, days: 2 }));
  exchange.offer(7, lines(1, 2));
  exchange.offer(9, lines(3, 4));
  expect(exchange.below(10)).toEqual(lines(1, 2));
});
