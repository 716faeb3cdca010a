import { agentId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import type { NamedShift, ShiftActivity } from '../../../schedules/plan/model/person-times.ts';
import type { RawDocument, RawRule } from './naive-reader/raw-document.ts';
import { problemOf } from './two-judges.ts';

const lunch = { name: 'lunch', minutes: 60, earliest: 180, latest: 300, paid: false };

/** Amy and Bob for a week of early, late and night shifts, without any rule that can be left out. */
export const week: RawDocument = {
  zone: 'Asia/Shanghai',
  from: '2026-11-23',
  days: 7,
  intervalMinutes: 60,
  queues: [{ queue: 'sales', required: Array.from({ length: 168 }, () => 1) }],
  shifts: [
    { id: 'early', starts: ['06:00'], minutes: 540, breaks: [lunch] },
    { id: 'late', starts: ['14:00'], minutes: 540, breaks: [lunch] },
    { id: 'night', starts: ['22:00'], minutes: 480 },
    { id: 'short', starts: ['09:00'], minutes: 240 },
  ],
  people: [person('amy'), person('bob')],
  rules: {
    preset: 'california',
    own: [
      { rule: 'days-in-a-row', most: 7 },
      { rule: 'breaks', overHours: 9, leastMinutes: 30, beforeHour: 5 },
    ],
  },
};

function person(id: string): RawDocument['people'][number] {
  return { id, skills: { sales: 1 }, hours: { least: 0, most: 80 } };
}

/** `early@180` is an early shift with its break three hours in. */
export type Marks = readonly string[];

export function shiftsOf(
  document: RawDocument,
  byPerson: Readonly<Record<string, Marks>>,
  activities: readonly ShiftActivity[] = [],
): NamedShift[] {
  const problem = problemOf(document);
  return Object.entries(byPerson).flatMap(([id, marks]) =>
    marks.flatMap((mark, at): NamedShift[] => {
      const [name = '', ...starts] = mark.split('@');
      const template = problem.templates.find((one) => one.id === name);
      if (template === undefined) return [];
      const day = localDay(`2026-11-${23 + at}`);
      const breakStarts = template.breaks.map((one, place) => Number(starts[place] ?? one.earliestMinute));
      return [
        { person: agentId(id), day, template, breakStarts, ...(activities.length > 0 ? { activities } : {}) },
      ];
    }),
  );
}

export const withRule = (...own: readonly RawRule[]): Partial<RawDocument> => ({
  rules: {
    preset: 'california',
    own: [...(week.rules?.own ?? []).filter((one) => !own.some(({ rule }) => rule === one.rule)), ...own],
  },
});

export const amyWith = (more: Partial<RawDocument['people'][number]>): Partial<RawDocument> => ({
  people: [{ ...person('amy'), ...more }, person('bob')],
});

export const session = (startMinute: number, more: Partial<ShiftActivity> = {}): ShiftActivity => ({
  name: 'training',
  kind: 'session',
  startMinute,
  lengthMinutes: 60,
  ...more,
});

export const training = { name: 'training', people: 'all' as const, minutes: 60 };
