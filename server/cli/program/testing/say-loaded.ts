import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Preloaded by --import: every module that the program loads is said on a line of standard error.
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) writeSync(2, `loaded ${url}\n`);
    return next(url, context);
  },
});
