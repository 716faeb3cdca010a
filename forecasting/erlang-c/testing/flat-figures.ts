import type { ErlangA } from '../models/patience-figures.ts';

/** All numbers of model A under one name each, the service levels beside the others. */
export function flatFigures({ serviceLevel, ...rest }: ErlangA): Record<string, number> {
  return { ...rest, ...serviceLevel };
}
