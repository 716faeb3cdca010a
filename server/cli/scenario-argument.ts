import { InvalidArgumentError } from 'commander';
import type { Scenario } from '../../forecasting/simulation/centres/scenario.ts';
import { scenarioNamed, scenarios } from '../../forecasting/simulation/centres/scenarios.ts';

/** The scenario that was typed; one that does not exist is a mistake of typing. */
export function scenarioArgument(name: string): Scenario {
  const found = scenarioNamed(name);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`expected one of ${scenarios.map(({ id }) => id).join(', ')}, got ${name}`);
}
