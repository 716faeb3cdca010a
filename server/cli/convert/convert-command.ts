import { Command, Option } from 'commander';
import { sourceId, type SourceId } from '#domain/ids.ts';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import { systemClock } from '../../clock/clock.ts';
import { asteriskAmiCommand, asteriskLogCommand } from './convert-asterisk-commands.ts';
import { freeswitchEslCommand } from './convert-freeswitch-command.ts';
import { progress } from '../progress.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import { zoneArgument } from '../zone-argument.ts';

type BankOptions = {
  readonly out: string;
  readonly zone: TimeZone;
  readonly source: SourceId;
  readonly refused?: string;
};

/** `callboard convert …`: records of other systems into events. */
export function convertCommand(): Command {
  const convert = new Command('convert').description('turn call records of another system into events');
  convert.addCommand(anonymousBankCommand());
  convert.addCommand(asteriskLogCommand());
  convert.addCommand(asteriskAmiCommand());
  convert.addCommand(freeswitchEslCommand());
  return endWithTwoOnMistakes(convert);
}

function anonymousBankCommand(): Command {
  const command = new Command('anonymous-bank')
    .description('call records of the "Anonymous Bank" (Technion): 17 columns, one call a row')
    .argument('<in>', 'the records, zipped or not; - is standard input')
    .requiredOption(
      '--out <events>',
      'events as NDJSON, by time; zipped when the name ends in .gz; - is standard output',
    )
    .addOption(
      new Option('--zone <zone>', "the records' time zone")
        .default(timeZone('Asia/Jerusalem'), 'Asia/Jerusalem')
        .argParser(zoneArgument),
    )
    .option(
      '--refused <file>',
      'write every row that cannot be read, with its line number and reason, to this file',
    )
    .addOption(
      new Option('--source <name>', "the events' source")
        .default(sourceId('anonymous-bank'), 'anonymous-bank')
        .argParser(sourceId),
    )
    .addHelpText('after', EXAMPLE)
    .action((input: string, options: BankOptions) =>
      runCommand(async () => {
        const { convertBankFile } = await import('./convert-bank-file.ts');
        return convertBankFile({
          input,
          ...options,
          print: (line) => process.stderr.write(`${line}\n`),
          progress: progress(process.stderr, systemClock),
        });
      }),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard convert anonymous-bank january.txt.gz --zone Asia/Jerusalem --out january.ndjson.gz

Rows that cannot be read are named on standard error, and the rest is converted.`;
