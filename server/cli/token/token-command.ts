import { Argument, Command, Option } from 'commander';
import { ROLES, type Role } from '../../access/role.ts';
import { bindToken, createToken, listTokens, revokeToken, type TokenListing } from '../../access/tokens.ts';
import { systemClock } from '../../clock/clock.ts';
import { openDataFolder } from '../../start/data-folder.ts';
import { folderOption } from '../folder-option.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from '../run-command.ts';

type TokenOptions = { readonly data: string };

/** `callboard token …`: who may feed, and who may look. */
export function tokenCommand(): Command {
  const command = new Command('token').description('create, list and revoke access tokens of a data folder');
  for (const one of [createCommand(), listCommand(), bindCommand(), revokeCommand()])
    command.addCommand(endWithTwoOnMistakes(one));
  return endWithTwoOnMistakes(command);
}

function createCommand(): Command {
  return new Command('create')
    .description('create a token; its text is printed once and kept nowhere')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .requiredOption('--name <name>', 'whose it is, such as lobby-tv')
    .addOption(sourceOption())
    .option('--any-source', 'of a token that feeds: of whichever source it names, a misspelt one too')
    .addOption(folderOption())
    .addHelpText('after', EXAMPLE)
    .action((options: TokenOptions & CreateOptions) =>
      runCommand(async () => {
        const { role, name, data } = options;
        const sources = sourcesOf(options);
        const bond = sources === undefined ? {} : { sources };
        const text = inWords(() =>
          createToken(openDataFolder(data), { name, role, createdAt: systemClock(), ...bond }),
        );
        process.stdout.write(`${text}\n`);
      }),
    );
}

type CreateOptions = {
  readonly role: Role;
  readonly name: string;
  readonly source?: readonly string[];
  readonly anySource?: true;
};

const sourceOption = (): Option =>
  new Option('--source <id[,id]>', 'of a token that feeds: the sources whose events it may tell').argParser(
    (text: string) => text.split(',').map((id) => id.trim()),
  );

/** A token that feeds says for which sources: one that is misspelt in an event would else be a new one, which falls silent. */
function sourcesOf({ role, source, anySource }: CreateOptions): readonly string[] | undefined {
  if (role !== 'source' && (source !== undefined || anySource !== undefined))
    throw new CommandFailure(
      `--source and --any-source are of tokens with the role source, this one is ${role}`,
    );
  if (role === 'source' && (source === undefined) === (anySource === undefined))
    throw new CommandFailure(
      'a token with the role source needs --source with the ids of its sources, as its events name them, or --any-source',
    );
  return source;
}

function bindCommand(): Command {
  return new Command('bind')
    .description('say of which sources a token that feeds may tell; its text stays as it is')
    .addArgument(new Argument('<name>', 'the name it was created with'))
    .addOption(sourceOption().makeOptionMandatory())
    .addOption(folderOption())
    .action((name: string, { data, source }: TokenOptions & { source: readonly string[] }) =>
      runCommand(async () => inWords(() => bindToken(openDataFolder(data), name, source))),
    );
}

function listCommand(): Command {
  return new Command('list')
    .description('names, roles, ages and sources of the tokens, oldest first')
    .addOption(folderOption())
    .action(({ data }: TokenOptions) =>
      runCommand(async () => {
        const tokens = inWords(() => listTokens(openDataFolder(data)));
        for (const token of tokens)
          process.stdout.write(
            `${token.role.padEnd(8)}${token.createdAt}  ${token.name}${ofSources(token)}\n`,
          );
        if (tokens.length === 0) process.stderr.write(`no tokens in ${data}\n`);
      }),
    );
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('take a token back; a running server ends its sockets within a second')
    .addArgument(new Argument('<name>', 'the name it was created with'))
    .addOption(folderOption())
    .action((name: string, { data }: TokenOptions) =>
      runCommand(async () => {
        if (!inWords(() => revokeToken(openDataFolder(data), name)))
          throw new CommandFailure(`no token called ${name} in ${data}`);
      }),
    );
}

const ofSources = ({ role, sources }: TokenListing): string =>
  role === 'source' ? `  (${sources?.join(', ') ?? 'any source'})` : '';

const EXAMPLE = `
Examples:
  callboard token create --role source --name pbx --source pbx
  callboard token create --role wall --name lobby-tv`;

function inWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new CommandFailure(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
