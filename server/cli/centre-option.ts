import { InvalidArgumentError, Option, type Command } from 'commander';
import type { SimulatedCentre } from '../../forecasting/simulation/centres/simulated-centre.ts';
import {
  simulatedCentreNamed,
  simulatedCentres,
} from '../../forecasting/simulation/centres/simulated-centres.ts';

/** Adds `--centre <name>`, which must be typed where there is no usual one. Its former name, `--scenario`, is still taken. */
export function addCentreOption(command: Command, usual?: SimulatedCentre): Command {
  const centre = new Option('--centre <name>', `one of ${NAMES}`).argParser(centreNamed);
  if (usual === undefined) centre.makeOptionMandatory();
  else centre.default(usual, usual.id);
  return command
    .addOption(centre)
    .addOption(new Option('--scenario <name>').argParser(centreNamed).hideHelp())
    .on('option:scenario', () =>
      command.setOptionValueWithSource('centre', command.getOptionValue('scenario'), 'cli'),
    );
}

const NAMES = simulatedCentres.map(({ id }) => id).join(', ');

/** One that does not exist is a mistake of typing. */
function centreNamed(name: string): SimulatedCentre {
  const found = simulatedCentreNamed(name);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`expected one of ${NAMES}, got ${name}`);
}
