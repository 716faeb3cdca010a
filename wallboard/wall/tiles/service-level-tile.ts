import type { TemplateResult } from 'lit';
import { answerRate, serviceBase, serviceLevel } from '#domain/measures/measures.ts';
import type { Figures, Period } from '#domain/board/board.ts';
import { bracketDigits, wholePercent } from '../../format/percent.ts';
import type { Wordings, Words } from '../words/wall-words.ts';
import type { Placed } from '../screen/layout.ts';
import { figure, tile, unitOf, type Picture } from './tile.ts';
import type { View } from '../view/view.ts';

/** The service level of this interval, or of the day so far, against its target: a bracket until everyone is decided. */
export function serviceLevelTile(view: View, placed: Placed): TemplateResult {
  return tile(view, placed, ({ total }) => drawLevel(view, placed, total));
}

function drawLevel({ layout, words }: View, placed: Placed, total: Figures): Picture {
  const { target } = total;
  const isDay = placed.tile === 'service-level-day';
  const period = isDay ? total.day : total.interval;
  const bracket = serviceLevel({ ...period.counts, undecided: period.undecided });
  const digits = bracket === undefined ? '—' : bracketDigits(bracket, target.share);
  const short = words.percent('');
  const units = bracket === undefined ? [''] : [`${short} / ${wholePercent(target.share)}`, short];
  const body = figure(layout, placed, { digits, units });
  const hasTarget = unitOf(layout, placed, { digits, units }) !== units.at(-1);
  const sub = isDay ? dayLine(words, total) : intervalLine(words, period, target.share);
  return { body, sub: hasTarget ? sub.said : sub.withTarget };
}

/** The line below, with the target or without it where it stands beside the figure. */
type Line = { readonly said: Wordings; readonly withTarget: Wordings };

function intervalLine(words: Words, { counts }: Period, share: number): Line {
  const target = words.sub.target(`${wholePercent(share)}`);
  const base = serviceBase(counts);
  if (base <= 0) return { said: [target], withTarget: [target] };
  const met = words.sub.metOf(counts.answeredWithin, base);
  return { said: met, withTarget: [...met.map((one) => `${target} · ${one}`), target] };
}

function dayLine(words: Words, { day, target }: Figures): Line {
  const goal = words.sub.target(`${wholePercent(target.share)}`);
  const rate = answerRate(day.counts);
  if (rate === undefined) return { said: [goal], withTarget: [goal] };
  const answered = words.sub.answerRate(`${wholePercent(rate)}`);
  return { said: [answered], withTarget: [`${answered} · ${goal}`, answered] };
}
