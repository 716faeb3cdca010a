import { InvalidArgumentError, Option, type Command } from 'commander';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import { CommandFailure } from '../../run-command.ts';
import type { CountedHistory } from './counted-history.ts';

/** What can be typed instead of a table. */
export type OwnHistoryOptions = {
  readonly data?: string;
  readonly definitions?: string;
  readonly fromServer?: URL;
  readonly token?: string;
};

/** The options by which a history is had from Callboard itself. */
export function addOwnHistoryOptions(command: Command): Command {
  return command
    .optionsGroup('What Callboard has counted itself, instead of a table:')
    .option('--data <folder>', 'the data folder of a server that does not run; nothing in it is changed')
    .option('--definitions <yaml>', 'with --data: the definitions of its centre, for its zone')
    .option('--from-server <url>', 'a running server, such as http://127.0.0.1:8080', serverAddress)
    .addOption(
      new Option('--token <token>', 'with --from-server: a token with the role planner').env(
        'CALLBOARD_TOKEN',
      ),
    );
}

type Asked = OwnHistoryOptions & {
  readonly input?: string | undefined;
  readonly zone?: TimeZone | undefined;
  readonly intervalMinutes: number;
};

/** What was counted, where that is asked for; undefined where a table is. One of them must be, and only one. */
export async function ownHistory(asked: Asked): Promise<CountedHistory | undefined> {
  const { input, data, definitions, fromServer, token, intervalMinutes } = asked;
  const named = [input, data, fromServer].filter((one) => one !== undefined);
  if (named.length !== 1)
    throw new CommandFailure(
      `expected one history: a table, --data or --from-server, got ${named.length === 0 ? 'none' : named.join(' and ')}`,
    );
  if (definitions !== undefined && data === undefined)
    throw new CommandFailure('--definitions is for --data: a table has --zone, and a server tells its own');
  if (input !== undefined) return undefined;
  const { COUNTED_INTERVALS } = await import('../../../history/history-page.ts');
  if (!COUNTED_INTERVALS.includes(intervalMinutes))
    throw new CommandFailure(
      `Callboard counts by quarter-hours: expected --interval ${COUNTED_INTERVALS.join(', ')}, got ${intervalMinutes}`,
    );
  if (data !== undefined)
    return (await import('./read-data-folder.ts')).readDataFolder({
      folder: data,
      zone: await zoneOfCentre(asked),
      intervalMinutes,
    });
  if (fromServer === undefined) return undefined;
  const { askServer } = await import('./ask-server.ts');
  const counted = await askServer({ url: fromServer, token, intervalMinutes });
  refuseOtherZone(asked.zone, counted.zone, fromServer.origin);
  return counted;
}

/** As `callboard start` has it: that of the definitions, or this machine's. */
async function zoneOfCentre({ definitions, zone }: Asked): Promise<TimeZone> {
  if (definitions === undefined) return zone ?? ownZone();
  const { readCentre } = await import('../../read-centre.ts');
  const ofCentre = timeZone((await readCentre(definitions)).zone);
  refuseOtherZone(zone, ofCentre, definitions);
  return ofCentre;
}

function refuseOtherZone(typed: TimeZone | undefined, zone: TimeZone, name: string): void {
  if (typed !== undefined && typed.name !== zone.name)
    throw new CommandFailure(`${name} counts by ${zone.name}, got --zone ${typed.name}: leave --zone out`);
}

/** The zone of this machine. */
export const ownZone = (): TimeZone => timeZone(Intl.DateTimeFormat().resolvedOptions().timeZone);

function serverAddress(text: string): URL {
  const url = URL.parse(/^\w+:\/\//.test(text) ? text : `http://${text}`);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new InvalidArgumentError(`expected a server's address such as http://127.0.0.1:8080, got ${text}`);
}
