import { InvalidArgumentError, Option, type Command } from 'commander';
import { zoneArgument } from '../../zone-argument.ts';

/** Intervals that an hour is made of, and that five minutes make up. */
const INTERVALS: readonly number[] = [5, 10, 15, 20, 30, 60];

/** The options of commands that read a history: interval, zone, and what is known of special days. */
export function addHistoryOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--interval <minutes>',
        `intervals of ${INTERVALS.join(', ')} minutes; shorter ones of the history are added up`,
      )
        .default(30)
        .argParser(intervalArgument),
    )
    .option(
      '--zone <zone>',
      "the zone of all local times (default: the server's that counted them, or this machine's)",
      zoneArgument,
    )
    .option(
      '--calendar <country>',
      "whose holidays: CN, CN-XZ (with Losar), US, DE-BY, …, or none (default: the zone's country)",
    )
    .option(
      '--events <table>',
      'days that you know better, as CSV day,name,kind: holiday, workday, event, closed or ordinary',
    )
    .option(
      '--corrections <table>',
      'what to do about odd days, as CSV queue,day,kind[,factor]: keep, unknown or rescale',
    );
}

function intervalArgument(text: string): number {
  const minutes = INTERVALS.find((one) => String(one) === text);
  if (minutes === undefined)
    throw new InvalidArgumentError(`expected one of ${INTERVALS.join(', ')}, got ${text}`);
  return minutes;
}
