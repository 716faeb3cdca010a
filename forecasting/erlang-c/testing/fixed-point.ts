const DIGITS = 420n;
const ONE = 10n ** DIGITS;

/** Numbers with 420 decimals held in a bigint: enough that no difference in a test cancels. `one` is 1. */
export const fixedPoint = { one: ONE, multiply, divide, fromNumber, toNumber, expMinus };

function multiply(a: bigint, b: bigint): bigint {
  return (a * b) / ONE;
}

function divide(a: bigint, b: bigint): bigint {
  return (a * ONE) / b;
}

/** The fixed-point number of the shortest decimal that reads back as the given double. */
function fromNumber(value: number): bigint {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power >= 0 ? digits * 10n ** BigInt(power) * ONE : (digits * ONE) / 10n ** BigInt(-power);
}

function toNumber(value: bigint): number {
  const digits = value.toString();
  const sign = digits.startsWith('-') ? '-' : '';
  const bare = digits.slice(sign.length);
  return Number(`${sign}${bare.slice(0, 25)}e${bare.length - Math.min(25, bare.length) - Number(DIGITS)}`);
}

/** e^(−x) for x ≥ 0, by halving the argument until the series is short. */
function expMinus(x: bigint): bigint {
  let halvings = 0;
  let small = x;
  while (small > ONE / 16n) {
    small /= 2n;
    halvings += 1;
  }
  let [sum, term] = [ONE, ONE];
  for (let n = 1n; term !== 0n; n += 1n) {
    term = -multiply(term, small) / n;
    sum += term;
  }
  for (let i = 0; i < halvings; i += 1) sum = multiply(sum, sum);
  return sum;
}
