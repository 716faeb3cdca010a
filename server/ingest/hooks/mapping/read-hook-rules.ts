import { Check } from 'typebox/value';
import { note, readList, readMap, require, type Book, type Field } from '../../../definitions/yaml-fields.ts';
import { readWord } from '../../../definitions/yaml-values.ts';
import { HOOK_FIELDS, HOOK_KINDS, fieldsOfKind, fitField } from './hook-fields.ts';
import type { HookRule, TimeForm, Value } from './hook-mapping.ts';
import { readMoment } from './read-hook-moment.ts';
import { readConditions, readPathField, readTemplateField, readValue } from './read-hook-values.ts';

/** More rules than there are kinds of bodies in the largest interface known to us, ten times over. */
const RULES_MAX = 500;

export type RulesOptions = {
  readonly book: Book;
  /** The list of rules. */
  readonly list: Field;
  /** Fields of every event. */
  readonly all: Field | undefined;
  readonly time: TimeForm;
  /** Bodies have an identity, so that a rule needs no id of its own. */
  readonly hasIdentity: boolean;
};

/** The rules of a mapping. What can be known to be wrong before any body has come is a mistake. */
export function readHookRules(options: RulesOptions): readonly HookRule[] {
  const { book, list, all } = options;
  const shared = all === undefined ? {} : (readMap(book, all, [...HOOK_FIELDS, 'at']) ?? {});
  const items = readList(book, list);
  if (items.length === 0 || items.length > RULES_MAX) note(book, list, `a list of 1 to ${RULES_MAX} events`);
  return items.flatMap((item) => readRule(options, item, shared) ?? []);
}

type Shared = { readonly [Name in string]?: Field };

function readRule(options: RulesOptions, item: Field, shared: Shared): HookRule | undefined {
  const { book } = options;
  const fields: Shared | undefined = readMap(book, item, [...RULE_KEYS, ...HOOK_FIELDS]);
  if (fields === undefined) return undefined;
  const kindField = require(book, item, fields, { key: 'kind', expected: 'a kind of event' });
  const kind = kindField && readWord(book, kindField, HOOK_KINDS);
  const atField = fields['at'] ?? shared['at'];
  if (atField === undefined) return note(book, { ...item, path: `${item.path}.at` }, 'when it happened');
  const at = readMoment(book, atField, options.time);
  if (kind === undefined || at === undefined) return undefined;
  const id = fields['id'] && readTemplateField(book, fields['id']);
  if (fields['id'] === undefined && !options.hasIdentity)
    note(book, { ...item, path: `${item.path}.id` }, 'an id, because the mapping has no identity');
  const each = fields['each'] && readPathField(book, fields['each']);
  return {
    kind,
    at,
    when: fields['when'] === undefined ? [] : readConditions(book, fields['when']),
    ...(id !== undefined && { id }),
    ...(each !== undefined && { each }),
    fields: readFields({ book, item, kind, own: fields, shared }),
  };
}

const RULE_KEYS = ['kind', 'when', 'each', 'id', 'at'];

type FieldsOf = {
  readonly book: Book;
  readonly item: Field;
  readonly kind: string;
  readonly own: Shared;
  readonly shared: Shared;
};

function readFields({ book, item, kind, own, shared }: FieldsOf): ReadonlyMap<string, Value> {
  const { schemas, required } = fieldsOfKind(kind);
  for (const name of HOOK_FIELDS) {
    const field = own[name];
    if (field !== undefined && !schemas.has(name))
      note(book, field, `no ${name}: ${kind} has ${[...schemas.keys()].join(', ')}`);
  }
  const values = new Map<string, Value>();
  for (const [name, schema] of schemas) {
    const field = own[name] ?? shared[name];
    const value = field && readValue(book, field, name);
    if (value !== undefined) values.set(name, value);
    for (const word of value === undefined ? [] : constantsOf(value))
      if (field !== undefined && !Check(schema, fitField(name, word)))
        note(book, field, `${String(Reflect.get(schema, 'description'))}, got ${word}`);
    if (field === undefined && required.includes(name))
      note(book, { ...item, path: `${item.path}.${name}`, node: null }, `a ${name}: ${kind} needs one`);
  }
  return values;
}

/** What the value can be known to say whatever the body is. */
function constantsOf(value: Value): readonly string[] {
  if (value.kind === 'table')
    return [...value.words.values(), ...(value.otherwise === undefined ? [] : [value.otherwise])];
  if (value.kind === 'labels') return [];
  return value.template.length === 1 ? value.template.filter((part) => typeof part === 'string') : [];
}
