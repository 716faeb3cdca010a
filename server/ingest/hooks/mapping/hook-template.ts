import type { Hole, Path, Template } from './hook-mapping.ts';

/** What a template may speak of: the body, what came around it, and the item of a list where there is one. */
export type HookScope = {
  readonly body: unknown;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly item?: unknown;
  readonly index?: number;
};

/** Reads `chat-<conversation.id | id>`. Undefined when a hole is left open or empty. */
export function readTemplate(text: string): Template | undefined {
  const parts: (string | Hole)[] = [];
  let rest = text;
  while (rest !== '') {
    const open = rest.indexOf('<');
    if (open === -1) return [...parts, rest];
    const close = rest.indexOf('>', open);
    const hole = close === -1 ? undefined : readHole(rest.slice(open + 1, close));
    if (hole === undefined) return undefined;
    if (open > 0) parts.push(rest.slice(0, open));
    parts.push(hole);
    rest = rest.slice(close + 1);
  }
  return parts;
}

/** Reads `conversation.id | id`. Undefined when a name is missing. */
export function readHole(text: string): Hole | undefined {
  const paths = text.split('|').map((path) => path.trim().split('.'));
  return paths.every((path) => path.every((name) => name !== '')) ? paths : undefined;
}

/** The template as it is written. */
export function writtenTemplate(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : `<${writtenHole(part)}>`)).join('');
}

/** The places as they are written, without their brackets. */
export const writtenHole = (hole: Hole): string => hole.map((path) => path.join('.')).join(' | ');

/** What the template says of this scope; undefined when one of its holes finds nothing. */
export function fillTemplate(template: Template, scope: HookScope): unknown {
  const [only] = template;
  if (template.length === 1 && typeof only === 'object') return lookUp(only, scope);
  let text = '';
  for (const part of template) {
    const said = typeof part === 'string' ? part : textOf(lookUp(part, scope));
    if (said === undefined) return undefined;
    text += said;
  }
  return text;
}

/** The first of these places that holds something: not null, and not an empty text. */
export function lookUp(hole: Hole, scope: HookScope): unknown {
  for (const path of hole) {
    const found = follow(path, scope);
    if (found !== undefined && found !== null && found !== '') return found;
  }
  return undefined;
}

/** A text, a number or a yes or no as text; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function follow([first = '', ...rest]: Path, scope: HookScope): unknown {
  switch (first) {
    case '@item':
      return within(scope.item, rest);
    case '@index':
      return scope.index;
    case '@header':
      return own(scope.headers, rest.join('.').toLowerCase());
    case '@query':
      return own(scope.query, rest.join('.'));
    default:
      return within(own(scope.body, first), rest);
  }
}

function within(value: unknown, path: Path): unknown {
  let found = value;
  for (const name of path) found = own(found, name);
  return found;
}

/** What `value` itself has by that name. A name asked of a list is its place, or that of the first item that has it. */
function own(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^-?\d+$/.test(name) ? value.at(Number(name)) : firstWith(value, name);
  return isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function firstWith(list: readonly unknown[], name: string): unknown {
  const item = list.find((one) => isFields(one) && Object.hasOwn(one, name));
  return isFields(item) ? item[name] : undefined;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
