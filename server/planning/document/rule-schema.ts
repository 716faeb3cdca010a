import { Type, type TProperties } from 'typebox';
import { presets } from '../../../schedules/rules/presets/presets.ts';
import type { RuleBook, RuleSetting } from '../../../schedules/rules/rule-book.ts';
import { withOwnSettings } from '../../../schedules/rules/rule-book.ts';
import type { ShiftTemplate } from '../../../schedules/shift-template.ts';
import { documentMistakes } from './document-mistakes.ts';

/** The book of a document's rules, or what is wrong with it. Without a preset it is the standard of China. */
export function readRules(
  rules: { readonly preset?: string; readonly own?: readonly Readonly<Record<string, unknown>>[] } = {},
): { readonly book: RuleBook } | { readonly mistakes: readonly string[] } {
  const name = rules.preset ?? 'china-standard';
  const preset = presets.find(({ id }) => id === name);
  const known = presets.map(({ id }) => id).join(', ');
  if (preset === undefined) return { mistakes: [`rules.preset: expected one of ${known}, got ${name}`] };
  const own = rules.own ?? [];
  const mistakes = own.flatMap((setting, at) => settingMistakes(setting, at));
  if (mistakes.length > 0) return { mistakes };
  return { book: withOwnSettings(preset.book, own.filter(isSetting)) };
}

/** Settings that name shifts that there are none of, or days that are none: they would never hold anything. */
export function ruleMistakes(
  own: readonly Readonly<Record<string, unknown>>[],
  templates: readonly ShiftTemplate[],
): readonly string[] {
  const kinds = new Set(templates.map(({ kind }) => kind));
  return own.flatMap((setting, at): readonly string[] => {
    if (!isSetting(setting)) return [];
    if (setting.rule === 'forbidden-successions')
      return setting.pairs
        .flat()
        .filter((kind) => !kinds.has(kind))
        .map((kind) => `rules.own.${at}.pairs: expected some of ${[...kinds].join(', ')}, got ${kind}`);
    if (setting.rule !== 'lighter-day-after-event') return [];
    return setting.eventDays
      .filter((day) => !/^\d{4}-\d\d-\d\d$/.test(day))
      .map((day) => `rules.own.${at}.eventDays: expected a day such as 2026-11-11, got ${day}`);
  });
}

function settingMistakes(setting: Readonly<Record<string, unknown>>, at: number): readonly string[] {
  const schema = schemaOf(setting);
  if (schema === undefined) {
    const known = Object.keys(FIGURES).join(', ');
    return [`rules.own.${at}.rule: expected one of ${known}, got ${String(setting['rule'])}`];
  }
  return documentMistakes(schema, setting).map((said) => `rules.own.${at}.${said}`);
}

const isSetting = (setting: Readonly<Record<string, unknown>>): setting is RuleSetting => {
  const schema = schemaOf(setting);
  return schema !== undefined && documentMistakes(schema, setting).length === 0;
};

function schemaOf({ rule }: Readonly<Record<string, unknown>>) {
  if (typeof rule !== 'string' || !isRule(rule)) return undefined;
  return Type.Object(
    { rule: Type.Literal(rule), weight: Type.Optional(positive), ...FIGURES[rule] },
    { additionalProperties: false },
  );
}

const isRule = (rule: string): rule is RuleSetting['rule'] => Object.hasOwn(FIGURES, rule);

const positive = Type.Number({ exclusiveMinimum: 0, description: 'a number above 0' });
const hours = Type.Number({ minimum: 0, description: 'hours, at least 0' });
const whole = Type.Integer({ minimum: 1, description: 'a whole number of at least 1' });
const text = Type.String({ minLength: 1, description: 'a name' });

const FIGURES: Readonly<Record<RuleSetting['rule'], TProperties>> = {
  'daily-hours': { mostHours: hours },
  'weekly-hours': { mostHours: hours, overWeeks: whole },
  'contract-hours': { toleranceHours: hours },
  overtime: { ordinaryHours: hours, mostHoursPerMonth: hours },
  'rest-between-shifts': { leastHours: hours },
  'rest-after-nights': { leastHours: hours },
  'weekly-rest': { leastHours: hours },
  'days-in-a-row': { most: whole },
  'days-off-in-a-row': { least: whole },
  weekends: { most: Type.Integer({ minimum: 0, description: 'weekends, at least 0' }), inWeeks: whole },
  'nights-in-a-row': { most: whole },
  'night-hours': { mostHours: hours },
  'forbidden-successions': {
    pairs: Type.Array(Type.Array(text, { minItems: 2, maxItems: 2 }), {
      description: 'pairs of shifts such as [["late", "early"]]',
    }),
  },
  breaks: { overHours: hours, leastMinutes: positive, beforeHour: hours },
  'lighter-day-after-event': {
    eventDays: Type.Array(text, { description: 'days such as 2026-11-11' }),
    lighterHours: hours,
    withinDays: whole,
  },
  'fair-shares': {
    burden: Type.Unsafe<string>({
      enum: ['nights', 'weekends', 'early-starts'],
      description: 'nights, weekends or early-starts',
    }),
    spread: Type.Integer({ minimum: 0, description: 'a whole number of at least 0' }),
  },
  'one-shift-a-day': {},
  'time-off': {},
  availability: {},
  wishes: {},
};
