// In the checkout the package is its TypeScript, which Node runs as it is. Inside node_modules Node strips no types, and
// npm packs package.json as it lies on disk: so while a package is packed its exports name the compiled files.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const source = '"./erlang-c.ts"';
const compiled = '"./dist/erlang-c.js"';
const manifest = new URL('package.json', import.meta.url);
const [from, to] = process.argv[2] === 'compiled' ? [source, compiled] : [compiled, source];

writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(from, to));
if (to === source) rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });
