import { posix } from 'node:path';

/** Where an import leads: to a file of the repository, to a package, or to Node itself. */
export type Destination =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'builtin'; readonly name: string };

/** Where the import of `specifier` in the file `from` leads. */
export function resolveImport(from: string, specifier: string): Destination {
  const [bare = specifier] = specifier.split('?');
  if (bare.startsWith('#domain/')) return { kind: 'file', path: bare.slice(1) };
  if (bare.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(from), bare) };
  if (bare.startsWith('node:')) return { kind: 'builtin', name: bare };
  const [scope = '', name = ''] = bare.split('/');
  return { kind: 'package', name: scope.startsWith('@') ? `${scope}/${name}` : scope };
}
