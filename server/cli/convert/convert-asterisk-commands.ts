import { Command, InvalidArgumentError, Option } from 'commander';
import { sourceId, type SourceId } from '#domain/ids.ts';
import { SECOND_MS } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { systemClock } from '../../clock/clock.ts';
import type { AsteriskConversion } from './convert-asterisk-log.ts';
import { progress } from '../progress.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import { zoneArgument } from '../zone-argument.ts';

type AsteriskOptions = {
  readonly out: string;
  readonly source: SourceId;
  readonly zone?: TimeZone;
  readonly wrapUp: WrapUp;
  readonly agents?: string;
};

/** `callboard convert asterisk-queue-log …`: what the queues of an Asterisk have written down. */
export function asteriskLogCommand(): Command {
  const command = new Command('asterisk-queue-log')
    .description('the queue_log of Asterisk 1.2 to 23, with its rotated files')
    .argument('<in...>', 'logs, zipped or not, in any order; - is standard input')
    .addHelpText('after', LOG_EXAMPLE)
    .action((inputs: string[], options: AsteriskOptions) =>
      runCommand(async () => {
        const { convertAsteriskLog } = await import('./convert-asterisk-log.ts');
        return convertAsteriskLog(await conversionOf(inputs, options));
      }),
    );
  return withOptions(command);
}

const LOG_EXAMPLE = `
Example:
  callboard convert asterisk-queue-log /var/log/asterisk/queue_log* --wrap-up 10 --out events.ndjson.gz
  callboard replay events.ndjson.gz --report report.csv --zone Asia/Shanghai

Times are whole seconds. Lines that cannot be read are named on standard error, and the rest is converted.`;

type AmiOptions = AsteriskOptions & {
  readonly timing: readonly string[];
  readonly queueLog: readonly string[];
};

/** `callboard convert asterisk-ami …`: what the manager interface of an Asterisk has sent. */
export function asteriskAmiCommand(): Command {
  const command = new Command('asterisk-ami')
    .description(
      "captures of Asterisk's manager interface (AMI), alone or with the queue_log of the same time",
    )
    .argument(
      '<captures...>',
      'the bytes as they came, zipped or not, one file a connection, in the order of time',
    )
    .addOption(
      new Option(
        '--timing <file>',
        'when the bytes came: {"recv_ms","offset","len"} a line; once for each capture',
      )
        .argParser(collect)
        .default([], 'the Timestamp of the events'),
    )
    .addOption(
      new Option('--queue-log <file>', 'the queue_log of the same time; again for each rotated one')
        .argParser(collect)
        .default([], 'none: abandons cannot always be told from timeouts'),
    )
    .addHelpText('after', AMI_EXAMPLE)
    .action((inputs: string[], { timing, queueLog, ...options }: AmiOptions) =>
      runCommand(async () => {
        const { convertAsteriskAmi } = await import('./convert-asterisk-ami.ts');
        const conversion = await conversionOf(inputs, options);
        return convertAsteriskAmi({ ...conversion, timings: timing, logs: queueLog });
      }),
    );
  return withOptions(command);
}

const AMI_EXAMPLE = `
Example:
  callboard convert asterisk-ami ami.raw --timing ami.timing.jsonl --queue-log queue_log --out events.ndjson.gz

Where both tell the same, AMI's clock counts (microseconds), and the log's word for how a wait ended.`;

const collect = (file: string, before: readonly string[]): readonly string[] => [...before, file];

function withOptions(command: Command): Command {
  command
    .requiredOption(
      '--out <events>',
      'events as NDJSON, by time; zipped when the name ends in .gz; - is standard output',
    )
    .addOption(
      new Option(
        '--zone <zone>',
        "the switch's time zone; only a log from a database table has local times",
      ).argParser(zoneArgument),
    )
    .addOption(
      new Option(
        '--wrap-up <seconds>',
        'wrap-up after each contact (the switch does not tell it); support=20 for one queue',
      )
        .argParser(wrapUp)
        .default(NO_WRAP_UP, 'none'),
    )
    .option('--agents <file>', 'names of one agent: lines of "interface, member name or number, agent"')
    .addOption(
      new Option('--source <name>', "the events' source")
        .argParser(sourceId)
        .default(sourceId('asterisk'), 'asterisk'),
    );
  return endWithTwoOnMistakes(command);
}

type WrapUp = { readonly every: number; readonly byQueue: ReadonlyMap<string, number> };

const NO_WRAP_UP: WrapUp = { every: 0, byQueue: new Map() };

function wrapUp(text: string, before: WrapUp): WrapUp {
  const equals = text.lastIndexOf('=');
  const seconds = Number(text.slice(equals + 1));
  if (text.slice(equals + 1).trim() === '' || !(seconds >= 0 && seconds <= WRAP_UP_MAX_SECONDS))
    throw new InvalidArgumentError(
      `expected seconds of 0 to ${WRAP_UP_MAX_SECONDS}, or queue=seconds, got ${text}`,
    );
  const ms = Math.round(seconds * SECOND_MS);
  if (equals === -1) return { ...before, every: ms };
  return { ...before, byQueue: new Map([...before.byQueue, [text.slice(0, equals), ms]]) };
}

/** A working day: longer is a mistake. */
const WRAP_UP_MAX_SECONDS = 28_800;

async function conversionOf(inputs: readonly string[], given: AsteriskOptions): Promise<AsteriskConversion> {
  const { out, source, zone, wrapUp: wrap, agents } = given;
  const { readAgentNames } = await import('./convert-asterisk-agents.ts');
  return {
    inputs,
    out,
    options: {
      source,
      wrapUpMs: wrap.every,
      wrapUpMsByQueue: wrap.byQueue,
      ...(zone === undefined ? {} : { zone }),
      ...(agents === undefined ? {} : { agents: await readAgentNames(agents) }),
    },
    print: (line) => process.stderr.write(`${line}\n`),
    progress: progress(process.stderr, systemClock),
  };
}
