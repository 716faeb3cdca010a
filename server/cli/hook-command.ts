import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { sourceId, type SourceId } from '#domain/ids.ts';
import { systemClock } from '../clock/clock.ts';
import { mapHookBody } from '../ingest/hooks/mapping/map-hook-body.ts';
import { HookFailure, openMapping, readyMappings } from '../ingest/hooks/open-hooks.ts';
import { readHookBody, type HookBody } from '../ingest/hooks/read-hook-body.ts';
import { FileFailure } from '../files/file-failure.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from './run-command.ts';

type TryOptions = {
  readonly source: SourceId;
  readonly query: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
};

/** `callboard hook …`: what the bodies of other systems are to us, without a server. */
export function hookCommand(): Command {
  const command = new Command('hook').description('mappings of webhooks: list them, try them on a sample');
  for (const one of [tryCommand(), mappingsCommand()]) command.addCommand(endWithTwoOnMistakes(one));
  return endWithTwoOnMistakes(command);
}

function tryCommand(): Command {
  return new Command('try')
    .description('print the events that a body is, one a line; what is refused goes to standard error')
    .argument('<mapping>', 'a mapping that comes with the program, or the path of a file')
    .argument('<sample>', 'a body as it was sent: JSON, or a form; - is standard input')
    .addOption(
      new Option('--source <name>', "the events' source")
        .default(sourceId('hook'), 'hook')
        .argParser(sourceId),
    )
    .option('--query <name=value>', 'what the address carries; may be repeated', addPair, {})
    .option('--header <name=value>', 'what came in a header; may be repeated', addPair, {})
    .addHelpText('after', EXAMPLE)
    .action((mapping: string, sample: string, options: TryOptions) =>
      runCommand(async () => tryMapping(mapping, sample, options)),
    );
}

function mappingsCommand(): Command {
  return new Command('mappings').description('the mappings that come with the program').action(() =>
    runCommand(async () => {
      for (const name of readyMappings())
        process.stdout.write(`${name.padEnd(20)}${openMapping(name).name}\n`);
    }),
  );
}

const EXAMPLE = `
Example:
  callboard hook try tencent-tccc record.json --query action=cdr`;

/** Ends the program with 1 when something was refused, so that a script sees it. */
function tryMapping(name: string, path: string, { source, query, header: headers }: TryOptions): void {
  const mapping = inWords(() => openMapping(name));
  const read = readSample(path);
  if (read.kind === 'unreadable') throw new CommandFailure(`${path}: ${read.reason}`);
  const batch = mapHookBody(
    mapping,
    { body: read.body, query, headers },
    { source, receivedAt: systemClock() },
  );
  for (const event of batch.events) process.stdout.write(`${JSON.stringify(event)}\n`);
  for (const { line, reason, field, value, expected } of batch.refused)
    process.stderr.write(
      `refused (body ${line}): ${reason}: ${field} is ${value || 'missing'}, expected ${expected}\n`,
    );
  if (batch.refusedCount > 0) process.exitCode = 1;
  else if (batch.events.length === 0) process.stderr.write('no event: the mapping passes this body over\n');
}

/** A sample has no content type: what is not JSON and has an equals sign is a form. */
function readSample(path: string): HookBody {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (cause) {
    throw FileFailure.of('read', path, cause);
  }
  const asJson = readHookBody('application/json', bytes);
  const isForm = asJson.kind === 'unreadable' && /^[\w.%+-]+=/.test(bytes.toString('utf8'));
  return isForm
    ? readHookBody('application/x-www-form-urlencoded', Buffer.from(bytes.toString('utf8').trimEnd()))
    : asJson;
}

function addPair(text: string, pairs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`expected name=value, got ${text}`);
  return { ...pairs, [text.slice(0, at)]: text.slice(at + 1) };
}

function inWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof HookFailure)) throw cause;
    throw new CommandFailure(cause.message, { cause });
  }
}
