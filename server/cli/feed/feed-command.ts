import { Command, InvalidArgumentError, Option } from 'commander';
import { sourceId, type SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import { INGEST_SOCKET_PATH } from '#domain/board/wire.ts';
import { systemClock } from '../../clock/clock.ts';
import { systemTimers } from '../../clock/timers.ts';
import { steadyProgress } from '../steady-progress.ts';
import { readInstant } from '#domain/text/read-instant.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import { zoneArgument } from '../zone-argument.ts';

type Options = {
  readonly to: URL;
  readonly token?: string;
  readonly speed: number;
  readonly zone: TimeZone;
  readonly from?: string;
  readonly until?: string;
  readonly source?: SourceId;
  readonly run?: string;
  readonly giveUp: number;
};

/** `callboard feed …`: plays a recording into a running server. */
export function feedCommand(): Command {
  const command = new Command('feed')
    .description('play a recording into a running server, as if it happened now')
    .argument('<events>', 'events as NDJSON by time, zipped or not; - is standard input')
    .requiredOption('--to <url>', 'the server, such as http://127.0.0.1:8080', readUrl)
    .addOption(new Option('--token <token>', 'a token with the role source').env('CALLBOARD_TOKEN'))
    .option('--speed <n>', 'seconds of the recording in one second', readPositive, 1)
    .option('--from <time>', 'begin here: 1999-01-03T07:00, in the zone, or with an offset')
    .option('--until <time>', 'end before this time')
    .addOption(
      new Option('--zone <zone>', 'the zone of --from, --until and the progress line')
        .default(timeZone(ownZone()), ownZone())
        .argParser(zoneArgument),
    )
    .option('--source <name>', "tell the events as this source's (default: the recording's own)", sourceId)
    .option('--run <name>', 'the name of this run, part of all its ids (default: the time it begins)')
    .option('--give-up <seconds>', 'end when the server is out of reach for this long', readPositive, 60)
    .addHelpText('after', EXPLANATION)
    .action((path: string, options: Options, self: Command) => {
      const instant = (name: 'from' | 'until'): EpochMs | undefined => readLocal(name, options, self);
      const from = instant('from');
      const until = instant('until');
      return runCommand(async () => {
        const { feedFile } = await import('./feed-file.ts');
        return feedFile({
          path,
          to: options.to,
          speed: options.speed,
          zone: options.zone,
          giveUpMs: options.giveUp * 1_000,
          ...present({ from, until, token: options.token, source: options.source, run: options.run }),
          now: systemClock,
          print: (line) => process.stderr.write(`${line}\n`),
          progress: steadyProgress(process.stderr, { now: systemClock, timers: systemTimers }),
        });
      });
    });
  return endWithTwoOnMistakes(command);
}

const EXPLANATION = `
The recording's first event happens now, and every wait keeps its length. At --speed 60 the floor's clock runs sixty times
as fast as ours: its hour takes a minute, and a target of 20 s is still 20 s. That is so on a server that nothing else feeds; beside
a real source a recording moves nothing, and its clock is shown as wrong.
Contacts under way at --from are left out. Interrupting the run (Ctrl-C) ends it properly.

Ends with 0 when all is sent, 1 when the server refuses or stays out of reach, 2 when mistyped.

Example:
  callboard feed january.ndjson.gz --to http://127.0.0.1:8080 --token cb_… \\
    --speed 60 --from 1999-01-03T07:00 --zone Asia/Jerusalem`;

const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

function readUrl(text: string): URL {
  const url = URL.parse(/^\w+:\/\//.test(text) ? text : `http://${text}`);
  if (url === null || !/^(?:http|ws)s?:$/.test(url.protocol)) {
    throw new InvalidArgumentError(`a server's address such as http://127.0.0.1:8080 is expected`);
  }
  url.protocol = url.protocol.replace('http', 'ws');
  if (url.pathname === '/') url.pathname = INGEST_SOCKET_PATH;
  url.hash = '';
  return url;
}

function readPositive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError('a number above 0 is expected');
  }
  return value;
}

function readLocal(name: 'from' | 'until', options: Options, command: Command): EpochMs | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const at = readInstant(text, options.zone);
  return at ?? command.error(`error: --${name} must be a time such as 1999-01-03T07:00, got ${text}`);
}

/** Without the fields that are undefined: an absent option is absent. */
function present<Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
): { readonly [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  // What is left has the fields' own names and types.
  return Object.fromEntries(known) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> };
}
