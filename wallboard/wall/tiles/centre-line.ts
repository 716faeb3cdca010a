import { html, type TemplateResult } from 'lit';
import type { Figures } from '#domain/board/board.ts';
import { answerRate, handleTime, occupancy, speedOfAnswer } from '#domain/measures/measures.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { minutesSeconds } from '../../format/clock.ts';
import { wholePercent } from '../../format/percent.ts';
import { textEms } from '../../format/text-ems.ts';
import { trustIn, type Trust } from '../screen/trust.ts';
import type { LineWords, Words } from '../words/wall-words.ts';
import type { View } from '../view/view.ts';

/** Between two figures of the line, in label em. */
const GAP_EMS = 1.4;

/** Further figures of the centre in one line, as many as fit: of today, for those who look closer. Nothing where there is no room for it. */
export function centreLine(view: View): TemplateResult {
  const { board, layout, words } = view;
  if (board === undefined || !layout.hasLine) return html``;
  const trust = trustIn(view, board.total);
  if (trust.state === 'unknown') return html``;
  const shown = fitting(figuresOf(board.total, trust, words), layout.acrossEms - 2 * layout.space.margin);
  return html`<dl class="further" data-state=${trust.state}>
    ${shown.map(
      ({ id, label, value }) =>
        html`<div data-figure=${id}>
          <dt>${label}</dt>
          <dd class=${value === undefined ? 'none' : ''}>${value ?? '—'}</dd>
        </div>`,
    )}
  </dl>`;
}

type Further = { readonly id: keyof LineWords; readonly label: string; readonly value: string | undefined };

function figuresOf(total: Figures, trust: Trust, words: Words): readonly Further[] {
  const { counts, agentTime } = total.day;
  const share = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : words.percent(`${wholePercent(value)}`);
  const one = (id: keyof LineWords, value: string | undefined): Further => ({
    id,
    label: words.line[id],
    value,
  });
  return [
    one('answerRate', share(answerRate(counts))),
    one('occupancy', share(occupancy(agentTime))),
    one('handleTime', time(handleTime(counts))),
    one('speedOfAnswer', time(speedOfAnswer(counts))),
    ...(total.outboundWork === undefined
      ? []
      : [one('outbound', `${total.outboundWork.day.counts.offered}`)]),
    ...(total.deferred === 0 ? [] : [one('deferred', openWork(total, trust))]),
  ];
}

/** How many are deferred, and since when the oldest. */
function openWork({ deferred, oldestDeferredAt }: Figures, { at }: Trust): string {
  return oldestDeferredAt === undefined
    ? `${deferred}`
    : `${deferred} · ${minutesSeconds((at - oldestDeferredAt) satisfies DurationMs)}`;
}

const time = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : minutesSeconds(seconds * SECOND_MS);

function fitting(figures: readonly Further[], roomEms: number): readonly Further[] {
  let usedEms = 0;
  return figures.filter(({ label, value }) => {
    const ems = textEms(`${label} ${value ?? '—'}`) + GAP_EMS;
    if (usedEms + ems > roomEms) return false;
    usedEms += ems;
    return true;
  });
}
