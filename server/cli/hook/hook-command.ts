import { Command, InvalidArgumentError, Option } from 'commander';
import { sourceId } from '#domain/ids.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import type { TryOptions } from './try-mapping.ts';

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
      runCommand(async () => (await import('./try-mapping.ts')).tryMapping(mapping, sample, options)),
    );
}

function mappingsCommand(): Command {
  return new Command('mappings')
    .description('the mappings that come with the program')
    .action(() => runCommand(async () => (await import('./list-mappings.ts')).listMappings()));
}

const EXAMPLE = `
Example:
  callboard hook try tencent-tccc record.json --query action=cdr`;

function addPair(text: string, pairs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`expected name=value, got ${text}`);
  return { ...pairs, [text.slice(0, at)]: text.slice(at + 1) };
}
