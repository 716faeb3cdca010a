import { Type, type Static } from 'typebox';
import { isoInZone } from '#domain/time-zone.ts';
import type { Figures } from '../figures/count-figures.ts';
import type { PreparedQuestion } from '../figures/prepare-question.ts';

const unknownText = Type.Union([Type.String(), Type.Null()]);
const unknownNumber = Type.Union([Type.Number(), Type.Null()]);

/** Figures as they are answered. */
export const figuresPage = Type.Object({
  zone: Type.String({ description: "the centre's: its days and intervals are meant" }),
  profile: Type.String(),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  measures: Type.Array(
    Type.Object({
      id: Type.String(),
      unit: Type.String({ description: 'count, seconds, share (0 to 1) or number' }),
      en: Type.String(),
      zh: Type.String(),
      formula: Type.Optional(Type.String({ description: 'what it is made of; absent: it is counted' })),
    }),
  ),
  rows: Type.Array(
    Type.Object({
      by: Type.Record(Type.String(), unknownText, { description: 'where the row stands; null: unknown' }),
      values: Type.Record(Type.String(), unknownNumber, {
        description: 'by measure; null: unknown, as of a ratio of nothing',
      }),
    }),
  ),
  whole: Type.Boolean({ description: 'false: what happened before the last restart is still being read' }),
});

export type FiguresPage = Static<typeof figuresPage>;

/** An answer as a page. */
export function figuresAnswer(
  prepared: PreparedQuestion,
  figures: readonly Figures[],
  isWhole: boolean,
): FiguresPage {
  const { question, measures, dimensions } = prepared;
  const iso = (at: typeof question.from) => (at === undefined ? undefined : isoInZone(question.zone, at));
  const [from, to] = [iso(question.from), iso(question.to)];
  return {
    zone: question.zone.name,
    profile: question.profile.id,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    measures: measures.map((measure) => ({
      id: measure.id,
      unit: measure.unit,
      en: measure.en,
      zh: measure.zh,
      ...(measure.kind === 'formula' && { formula: measure.formula }),
    })),
    rows: figures.map(({ by, values }) => ({
      by: Object.fromEntries(dimensions.map(({ name }, place) => [name, by[place] ?? null])),
      values: Object.fromEntries(measures.map(({ id }, place) => [id, values[place] ?? null])),
    })),
    whole: isWhole,
  };
}
