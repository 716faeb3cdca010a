import { MOST_AGENTS } from './most-agents.ts';

export type Expectation =
  | 'a whole number of at least 0'
  | 'a whole number of at least 1'
  | 'a number of at least 0'
  | 'a number above 0'
  | 'a number above 0, or Infinity'
  | 'a number of at least 0, or Infinity'
  | 'a whole number of at least 0, or Infinity'
  | 'a share from 0 to 1'
  | 'a share from 0 to below 1'
  | 'a share above 0, up to 1';

/**
 * Throws a `RangeError` for an argument that the formulas are not valid for; it names the argument, what was expected and
 * the value.
 */
export function expectNumber(name: string, value: number, expectation: Expectation): void {
  if (fits(value, expectation)) return;
  const tooMany = Number.isInteger(value) && value > MOST_AGENTS && expectation.startsWith('a whole');
  throw new RangeError(
    `${name} must be ${tooMany ? `at most ${MOST_AGENTS}` : expectation}, got ${String(value)}`,
  );
}

function fits(value: number, expectation: Expectation): boolean {
  switch (expectation) {
    case 'a whole number of at least 0':
      return Number.isInteger(value) && value >= 0 && value <= MOST_AGENTS;
    case 'a whole number of at least 1':
      return Number.isInteger(value) && value >= 1 && value <= MOST_AGENTS;
    case 'a number of at least 0':
      return Number.isFinite(value) && value >= 0;
    case 'a number above 0':
      return Number.isFinite(value) && value > 0;
    case 'a number above 0, or Infinity':
      return value === Infinity || (Number.isFinite(value) && value > 0);
    case 'a number of at least 0, or Infinity':
      return value === Infinity || (Number.isFinite(value) && value >= 0);
    case 'a whole number of at least 0, or Infinity':
      return value === Infinity || fits(value, 'a whole number of at least 0');
    case 'a share from 0 to 1':
      return Number.isFinite(value) && value >= 0 && value <= 1;
    case 'a share from 0 to below 1':
      return Number.isFinite(value) && value >= 0 && value < 1;
    case 'a share above 0, up to 1':
      return Number.isFinite(value) && value > 0 && value <= 1;
  }
}
