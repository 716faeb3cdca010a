#!/usr/bin/env node
// The installed program. The machine's Node may be an old one: this finds the Node that Callboard was tested with.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isOld = major < 22 || (major === 22 && minor < 18);

if (isOld) runOnOwnNode();
else await start();

function runOnOwnNode() {
  const child = spawn(ownNode(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function ownNode() {
  try {
    return createRequire(import.meta.url).resolve('node/bin/node');
  } catch {
    // npm was told to run no scripts of packages, or the package has no Node for this machine.
    process.stderr.write(
      `callboard: expected Node 22.18 or later, got ${process.versions.node}, and the package "node" has brought none\n`,
    );
    process.exit(1);
  }
}

async function start() {
  endWithStarter();
  // SQLite is called experimental; every other warning is worth reading.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') process.stderr.write(`${warning.name}: ${warning.message}\n`);
  });
  await import('./main.ts');
}

// The channel to the older Node that started this one closes when that is gone, killed or not.
function endWithStarter() {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
