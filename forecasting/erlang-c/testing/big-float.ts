/** A number `mantissa · 2^exponent` of some 640 bits: nothing in a test cancels, and e^(−1,000,000) is no less exact than 1. */
export type Big = { readonly mantissa: bigint; readonly exponent: number };

const BITS = 640;
/** A difference of exponents from which on the smaller number is not seen beside the larger. */
const APART = 6 * BITS;

export const ZERO: Big = { mantissa: 0n, exponent: 0 };

/** A whole number. */
export const whole = (value: number | bigint): Big => rounded(BigInt(value), 0);

export const ONE: Big = whole(1);

/** The number of the shortest decimal that reads back as the given double. */
export function fromNumber(value: number): Big {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [head = '0', fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length;
  const digits = whole(BigInt(head + fraction));
  const scale = whole(10n ** BigInt(Math.abs(power)));
  return power >= 0 ? multiply(digits, scale) : divide(digits, scale);
}

export const multiply = (a: Big, b: Big): Big => rounded(a.mantissa * b.mantissa, a.exponent + b.exponent);

export const divide = (a: Big, b: Big): Big =>
  rounded((a.mantissa << BigInt(2 * BITS)) / b.mantissa, a.exponent - b.exponent - 2 * BITS);

export function add(a: Big, b: Big): Big {
  if (a.mantissa === 0n) return b;
  if (b.mantissa === 0n) return a;
  const [high, low] = a.exponent >= b.exponent ? [a, b] : [b, a];
  const distance = high.exponent - low.exponent;
  if (distance > APART) return high;
  return rounded((high.mantissa << BigInt(distance)) + low.mantissa, low.exponent);
}

export const subtract = (a: Big, b: Big): Big => add(a, { ...b, mantissa: -b.mantissa });

/** The nearest double; 0 and Infinity beyond them. */
export function toNumber({ mantissa, exponent }: Big): number {
  const extra = Math.max(0, bitsOf(mantissa) - 60);
  let value = Number(mantissa >> BigInt(extra));
  let power = exponent + extra;
  for (; power > 900 && Number.isFinite(value); power -= 900) value *= 2 ** 900;
  for (; power < -900 && value !== 0; power += 900) value *= 2 ** -900;
  return value * 2 ** Math.max(-900, Math.min(900, power));
}

/** e^(−x) for x ≥ 0, by halving the argument until the series is short. */
export function expMinus(x: Big): Big {
  let halvings = 0;
  let small = x;
  while (toNumber(small) > 1 / 16) {
    small = halved(small);
    halvings += 1;
  }
  let [sum, term] = [ONE, ONE];
  for (let n = 1; term.mantissa !== 0n && bitsOf(term.mantissa) + term.exponent > -BITS; n += 1) {
    term = divide(multiply(term, { ...small, mantissa: -small.mantissa }), whole(n));
    sum = add(sum, term);
  }
  for (let i = 0; i < halvings; i += 1) sum = multiply(sum, sum);
  return sum;
}

const halved = ({ mantissa, exponent }: Big): Big => ({ mantissa, exponent: exponent - 1 });

function rounded(mantissa: bigint, exponent: number): Big {
  if (mantissa === 0n) return ZERO;
  const extra = bitsOf(mantissa) - BITS;
  return extra > 0
    ? { mantissa: mantissa >> BigInt(extra), exponent: exponent + extra }
    : { mantissa, exponent };
}

/** About: to four bits. */
function bitsOf(mantissa: bigint): number {
  return 4 * (mantissa < 0n ? -mantissa : mantissa).toString(16).length;
}
