import { expectNumber } from '../numerics/expect-number.ts';
import type { ServiceLevels } from '../models/patience-figures.ts';

/**
 * What a crew must reach, all at once. Service level is a least value, everything else a greatest; shares 0 to 1, times
 * in seconds. `definition` names which service level is meant (offered unless said; the others differ in model A only).
 */
export type Target = {
  readonly serviceLevel?: number | undefined;
  readonly definition?: keyof ServiceLevels | undefined;
  readonly withinSeconds?: number | undefined;
  readonly speedOfAnswerSeconds?: number | undefined;
  readonly abandonProbability?: number | undefined;
  readonly waitProbability?: number | undefined;
  readonly occupancy?: number | undefined;
  readonly blocking?: number | undefined;
};

const DEFINITIONS = ['offered', 'answered', 'excludingShortAbandons', 'abandonsCountGood', 'virtual'];
const GREATEST = ['abandonProbability', 'waitProbability', 'occupancy', 'blocking'] as const;

/**
 * Refuses a target that no crew can meet (a service level of 1, a waiting share of 0), that is incomplete, or that
 * names nothing, with a `RangeError`.
 */
export function expectTarget(target: Target): void {
  const { serviceLevel, definition = 'offered', withinSeconds, speedOfAnswerSeconds } = target;
  if (serviceLevel !== undefined) {
    expectNumber('target.serviceLevel', serviceLevel, 'a share from 0 to below 1');
    expectNumber('target.withinSeconds', withinSeconds ?? Number.NaN, 'a number of at least 0');
  }
  if (withinSeconds !== undefined)
    expectNumber('target.withinSeconds', withinSeconds, 'a number of at least 0');
  if (speedOfAnswerSeconds !== undefined) {
    expectNumber('target.speedOfAnswerSeconds', speedOfAnswerSeconds, 'a number above 0');
  }
  for (const name of GREATEST) {
    const greatest = target[name];
    if (greatest !== undefined) expectNumber(`target.${name}`, greatest, 'a share above 0, up to 1');
  }
  if (!DEFINITIONS.includes(definition)) {
    throw new RangeError(`target.definition must be one of ${DEFINITIONS.join(', ')}, got ${definition}`);
  }
  if (
    [serviceLevel, speedOfAnswerSeconds, ...GREATEST.map((name) => target[name])].every(
      (one) => one === undefined,
    )
  ) {
    throw new RangeError(
      'target must name at least one of serviceLevel, speedOfAnswerSeconds, ' + GREATEST.join(', '),
    );
  }
}
