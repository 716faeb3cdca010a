import { Argument, Command, Option } from 'commander';
import { ROLES, type Role } from '../../access/role.ts';
import { createToken, listTokens, revokeToken } from '../../access/tokens.ts';
import { systemClock } from '../../clock/clock.ts';
import { openDataFolder } from '../../start/data-folder.ts';
import { folderOption } from '../folder-option.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from '../run-command.ts';

type TokenOptions = { readonly data: string };

/** `callboard token …`: who may feed, and who may look. */
export function tokenCommand(): Command {
  const command = new Command('token').description('create, list and revoke access tokens of a data folder');
  for (const one of [createCommand(), listCommand(), revokeCommand()])
    command.addCommand(endWithTwoOnMistakes(one));
  return endWithTwoOnMistakes(command);
}

function createCommand(): Command {
  return new Command('create')
    .description('create a token; its text is printed once and kept nowhere')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .requiredOption('--name <name>', 'whose it is, such as lobby-tv')
    .addOption(folderOption())
    .addHelpText('after', EXAMPLE)
    .action(({ role, name, data }: TokenOptions & { role: Role; name: string }) =>
      runCommand(async () => {
        const text = inWords(() =>
          createToken(openDataFolder(data), { name, role, createdAt: systemClock() }),
        );
        process.stdout.write(`${text}\n`);
      }),
    );
}

function listCommand(): Command {
  return new Command('list')
    .description('names, roles and ages of the tokens, oldest first')
    .addOption(folderOption())
    .action(({ data }: TokenOptions) =>
      runCommand(async () => {
        const tokens = inWords(() => listTokens(openDataFolder(data)));
        for (const { name, role, createdAt } of tokens)
          process.stdout.write(`${role.padEnd(8)}${createdAt}  ${name}\n`);
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

const EXAMPLE = `
Example:
  callboard token create --role wall --name lobby-tv`;

function inWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new CommandFailure(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
