import { isUtf8 } from 'node:buffer';
import { BATCH_LIMITS, EVENT_LIMITS } from '#domain/limits/limits.ts';
import { depthOf } from '../events/line-fault.ts';

/** A body as a mapping reads it; `form` where it was one. */
export type HookBody =
  | { readonly kind: 'body'; readonly body: unknown; readonly form?: URLSearchParams }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads JSON or a form. A body without a content type is JSON when it begins like it. */
export function readHookBody(contentType: string | undefined, bytes: Buffer): HookBody {
  if (!isUtf8(bytes)) return { kind: 'unreadable', reason: 'the text must be UTF-8' };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true)
    return readForm(text);
  // Reading endless brackets takes long and tells nothing.
  if (depthOf(text) > EVENT_LIMITS.depth)
    return {
      kind: 'unreadable',
      reason: `more than ${EVENT_LIMITS.depth} objects and lists within each other`,
    };
  try {
    return { kind: 'body', body: JSON.parse(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'unreadable', reason: `neither JSON nor a form: ${why.slice(0, WHY_SHOWN)}` };
  }
}

const WHY_SHOWN = 120;

function readForm(text: string): HookBody {
  if (text.split('&', BATCH_LIMITS.hookFields + 1).length > BATCH_LIMITS.hookFields)
    return { kind: 'unreadable', reason: `a form of more than ${BATCH_LIMITS.hookFields} fields` };
  const form = new URLSearchParams(text);
  const names = [...new Set(form.keys())];
  const fields = names.map((name) => {
    const values = form.getAll(name);
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  return { kind: 'body', body: Object.fromEntries(fields), form };
}
