import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * The pages that vite built in `folder`. They hold no figures and so are for everyone: a page must load before
 * it can turn its `#token=` into a session. Where nothing was built, says so.
 */
export function pages(folder: string): (http: FastifyInstance) => Promise<void> {
  return async (http) => {
    http.get('/', (_request, reply) => reply.redirect('/wall'));
    if (!existsSync(folder)) {
      http.get('/wall', (_request, reply) => reply.code(503).send(NOT_BUILT));
      return;
    }
    await http.register(fastifyStatic, {
      root: folder,
      index: false,
      // Vite puts a hash of the content into the names of what it puts here.
      setHeaders: (reply, path) =>
        void reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    });
    for (const [path, page] of Object.entries(PAGES))
      http.get(path, (_request, reply) => reply.sendFile(page));
  };
}

const PAGES = { '/wall': 'index.html', '/sign-in': 'sign-in.html' };

const NOT_BUILT = {
  error: 'not-built',
  message: 'the pages were not built: run `npm run build` in the folder of Callboard',
};
