#!/usr/bin/env node
// The installed program. Node strips types only outside node_modules, and the machine's Node may be an old one:
// this finds the Node that Callboard was tested with, strips the types itself, and starts.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isOld = major < 22 || (major === 22 && minor < 18);

if (isOld) runOnOwnNode();
else await start();

function runOnOwnNode() {
  const node = createRequire(import.meta.url).resolve('node/bin/node');
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

async function start() {
  const { registerHooks, stripTypeScriptTypes } = await import('node:module');
  // SQLite and type stripping are called experimental; every other warning is worth reading.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') process.stderr.write(`${warning.name}: ${warning.message}\n`);
  });
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.ts')) return next(url, context);
      const { source } = next(url, { ...context, format: 'module' });
      const text = typeof source === 'string' ? source : Buffer.from(source ?? '').toString('utf8');
      return { format: 'module', source: stripTypeScriptTypes(text), shortCircuit: true };
    },
  });
  await import('./main.ts');
}
