import type { AlertRule } from '#domain/alert.ts';
import { epochMs, SECOND_MS, type EpochMs } from '#domain/time.ts';

/** One line: what is seen at a time of day and what must become of the alert, such as `pending breach-began`. */
type AlertStep = {
  readonly line: number;
  readonly at: EpochMs;
  readonly seen:
    | { readonly kind: 'value'; readonly best?: number; readonly worst?: number; readonly sample: number }
    | { readonly kind: 'gone' }
    | { readonly kind: 'restart' };
  readonly expected?: string;
};

export type AlertScenario = {
  readonly title: string;
  readonly rule: AlertRule;
  readonly steps: readonly AlertStep[];
};

/** The scenarios of a text: each begins with `# title`, then its rule, then a line a moment. */
export function readAlertScenarios(text: string): readonly AlertScenario[] {
  const lines = text.split('\n').map((content, index) => ({ content: content.trim(), line: index + 1 }));
  const titles = lines.filter(({ content }) => content.startsWith('# '));
  return titles.map(({ content, line }, index) => {
    const end = titles[index + 1]?.line ?? lines.length + 1;
    const body = lines.slice(line, end - 1).filter((one) => one.content !== '');
    const [rule, ...steps] = body;
    return { title: content.slice(2), rule: readRule(rule?.content ?? ''), steps: steps.map(readStep) };
  });
}

const RULE = /^rule (above|below) (\S+) clear (\S+) for (\d+)s sample (\d+)$/;

function readRule(content: string): AlertRule {
  const [, breach, threshold, clear, seconds, sample] = RULE.exec(content) ?? [];
  if (breach === undefined) throw new Error(`"${content}" is not a rule`);
  return {
    id: 'rule',
    measure: 'service-level',
    scope: { kind: 'centre' },
    breach: breach === 'above' ? 'above' : 'below',
    threshold: { kind: 'value', value: Number(threshold) },
    clear: { kind: 'value', value: Number(clear) },
    forMs: Number(seconds) * SECOND_MS,
    minimumSample: Number(sample),
    severity: 'warning',
  };
}

const STEP = /^(\d\d):(\d\d):(\d\d)\s+(.*?)(?:\s+expect (.+))?$/;
const VALUE = /^(?:value (\S+)|best (\S+) worst (\S+))(?:\s+sample (\d+))?$/;

function readStep({ content, line }: { readonly content: string; readonly line: number }): AlertStep {
  const [, hours, minutes, seconds, seen = '', expected] = STEP.exec(content) ?? [];
  const at = epochMs((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * SECOND_MS);
  if (Number.isNaN(at)) throw new Error(`line ${line}: "${content}" does not begin with a time`);
  return { line, at, seen: readSeen(seen, line), ...(expected === undefined ? {} : { expected }) };
}

function readSeen(seen: string, line: number): AlertStep['seen'] {
  if (seen === 'gone' || seen === 'restart') return { kind: seen };
  const found = VALUE.exec(seen);
  if (found === null) throw new Error(`line ${line}: "${seen}" is not a value, gone or restart`);
  const [, value, best = value, worst = value, sample = '0'] = found;
  const known = best === '-' ? {} : { best: Number(best), worst: Number(worst) };
  return { kind: 'value', ...known, sample: Number(sample) };
}
