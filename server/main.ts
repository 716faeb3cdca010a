import { program } from './cli/program/program.ts';

await (await program(process.argv.slice(2))).parseAsync();
