import { Command, InvalidArgumentError, Option } from 'commander';
import { sourceId, type SourceId } from '#domain/ids.ts';
import { DAY_MS, SECOND_MS, type DurationMs } from '#domain/time.ts';
import { systemClock } from '../../clock/clock.ts';
import { progress } from '../progress.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';

type EslOptions = {
  readonly out: string;
  readonly source: SourceId;
  readonly timing: readonly string[];
  readonly wrapUp?: DurationMs;
};

/** `callboard convert freeswitch-esl …`: what the event socket of a FreeSWITCH has sent. */
export function freeswitchEslCommand(): Command {
  const command = new Command('freeswitch-esl')
    .description(
      "captures of FreeSWITCH's event socket (ESL), plain or JSON, with the events of mod_callcenter",
    )
    .argument(
      '<captures...>',
      'the bytes as they came, zipped or not, one file a connection, in the order of time',
    )
    .addHelpText('after', EXAMPLE)
    .action((inputs: string[], { timing, wrapUp: wrapUpMs, ...options }: EslOptions) =>
      runCommand(async () => {
        const { convertFreeswitchEsl } = await import('./convert-freeswitch-esl.ts');
        return convertFreeswitchEsl({
          inputs,
          timings: timing,
          ...options,
          ...(wrapUpMs !== undefined && { wrapUpMs }),
          print: (line) => process.stderr.write(`${line}\n`),
          progress: progress(process.stderr, systemClock),
        });
      }),
    );
  for (const option of OPTIONS) command.addOption(option);
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard convert freeswitch-esl esl.raw --wrap-up 10 --out events.ndjson.gz
  callboard replay events.ndjson.gz --report report.csv --zone Asia/Shanghai

Frames that cannot be read are named on standard error, and the rest is converted.`;

const collect = (file: string, before: readonly string[]): readonly string[] => [...before, file];

function wrapUp(text: string): DurationMs {
  const ms = text.trim() === '' ? NaN : Number(text) * SECOND_MS;
  if (ms >= 0 && ms <= DAY_MS) return Math.round(ms);
  throw new InvalidArgumentError(`expected seconds of 0 to ${DAY_MS / SECOND_MS}, got ${text}`);
}

const OPTIONS: readonly Option[] = [
  new Option(
    '--out <events>',
    'events as NDJSON, by time; zipped when the name ends in .gz; - is standard output',
  ).makeOptionMandatory(),
  new Option(
    '--timing <file>',
    'when the bytes came: {"recv_ms","offset","len"} a line; once for each capture',
  )
    .argParser(collect)
    .default([], 'not needed: every event carries its time'),
  new Option('--wrap-up <seconds>', 'wrap-up after each contact, which events do not tell').argParser(wrapUp),
  new Option('--source <name>', "the events' source")
    .argParser(sourceId)
    .default(sourceId('freeswitch'), 'freeswitch'),
];
