// In the checkout the package is its TypeScript, which Node runs as it is. Inside node_modules Node strips no types, and
// npm packs package.json as it lies on disk: so while npm packs, dist/ holds one compiled file and the exports name it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const source = '"./erlang-c.ts"';
const compiled = '"./dist/erlang-c.js"';
const manifest = new URL('./package.json', import.meta.url);
const root = fileURLToPath(new URL('.', import.meta.url));

if (process.argv[2] === 'before') {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      minify: true,
      modulePreload: false,
      emptyOutDir: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('./erlang-c.ts', import.meta.url)),
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: 'erlang-c.js' },
      },
    },
  });
  pointExports(source, compiled);
} else {
  pointExports(compiled, source);
  rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });
}

function pointExports(from, to) {
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(from, to));
}
