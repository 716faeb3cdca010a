import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Every browser that runs the wall reads woff2; the older woff files would double the size of the build. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (name.endsWith('.woff')) delete bundle[name];
      if (file.type === 'asset' && name.endsWith('.css'))
        file.source = String(file.source).replaceAll(
          /,\s*url\([^)]+\.woff\)\s*format\(["']?woff["']?\)/g,
          '',
        );
    }
  },
};

/** The gallery is for us: it is not in the package, which is built with `--mode package`. */
const PAGES = ['index.html', 'sign-in.html'];

export default defineConfig(({ mode }) => ({
  root: page('.'),
  base: '/',
  plugins: [onlyWoff2],
  build: {
    outDir: page('dist'),
    emptyOutDir: true,
    target: 'es2023',
    // A strict content security policy allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: [...PAGES, ...(mode === 'package' ? [] : ['gallery.html'])].map(page),
    },
  },
}));
