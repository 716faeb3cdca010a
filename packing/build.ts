import { fileURLToPath } from 'node:url';
import { buildProgram } from './build-program.ts';

// Run by npm before it packs: see docs/decisions/0006-the-package-is-javascript.md.
const root = fileURLToPath(new URL('..', import.meta.url));
const { files } = buildProgram(root, 'server/bin.js', fileURLToPath(new URL('../dist', import.meta.url)));
process.stderr.write(`${files.length} files of code in dist\n`);
