/** What Node loads before everything else in a process where the engine's package has no binary. */
const NO_BINARY = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => {
  if (name === '@duckdb/node-api') throw new Error('unsupported arch');
  return next(name, context);
} });`;

/** Does work while processes that begin find no binary of the engine. */
export async function withoutBinary(work: () => Promise<void>): Promise<void> {
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = `--import ${encodeURI(NO_BINARY)}`;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
}
