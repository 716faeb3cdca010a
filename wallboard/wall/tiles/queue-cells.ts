import { html, nothing, type TemplateResult } from 'lit';
import { answerRate, handleTime, occupancy, serviceLevel, speedOfAnswer } from '#domain/measures/measures.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { minutesSeconds } from '../../format/clock.ts';
import { bracketDigits, wholePercent } from '../../format/percent.ts';
import type { ColumnName, Words } from '../words/wall-words.ts';
import { readStaff } from '../screen/read-staff.ts';
import { longestWait } from '../screen/trust.ts';
import { closeService, openText } from './cell-texts.ts';
import type { Columns } from './columns.ts';
import type { Row } from '../view/queue-order.ts';
import { serviceBar } from './service-bar.ts';

/** What a cell is a function of, beside its row. */
export type CellView = { readonly words: Words } & Pick<Columns, 'hasBar' | 'waits'>;

/** A cell's text; unknown is a dash, and everything is while no feed has told anything. */
export function queueCell(column: Exclude<ColumnName, 'queue'>, row: Row, view: CellView): TemplateResult {
  if (row.trust.state === 'unknown') return text(undefined);
  const { interval } = row.figures;
  const percent = (share: number | undefined): string | undefined =>
    share === undefined ? undefined : view.words.percent(`${wholePercent(share)}`);
  switch (column) {
    case 'waiting':
      if (view.waits !== 'columns') return closeOpenCell(row, view.waits);
      return openCell(row, ({ count }) => `${count}`);
    case 'longest':
      return openCell(row, ({ forMs }) => duration(forMs));
    case 'service':
      return serviceCell(row, view);
    case 'answered':
      return text(percent(answerRate(interval.counts)));
    case 'agents':
      return staffCell(row);
    case 'speed':
      return text(duration(inMs(speedOfAnswer(interval.counts))));
    case 'occupancy':
      return text(percent(occupancy(interval.agentTime)));
    case 'handle':
      return text(duration(inMs(handleTime(interval.counts))));
  }
}

type Open = { readonly count: number; readonly forMs: DurationMs | undefined };

/** Who waits; where nobody does, what is deferred, dimmed: it is work to be done, and nobody holds the line for it. */
function openCell({ figures, trust }: Row, say: (open: Open) => string | undefined): TemplateResult {
  const { waiting, deferred, oldestDeferredAt } = figures;
  if (waiting > 0 || deferred === 0) return text(say({ count: waiting, forMs: longestWait(figures, trust) }));
  const forMs = oldestDeferredAt === undefined ? undefined : trust.at - oldestDeferredAt;
  return html`<span class="none">${say({ count: deferred, forMs })}</span>`;
}

function closeOpenCell(row: Row, waits: 'together' | 'count'): TemplateResult {
  const { deferred, waiting } = row.figures;
  const said = openText(row, waits);
  return waiting > 0 || deferred === 0 ? text(said) : html`<span class="none">${said}</span>`;
}

function serviceCell({ figures }: Row, { words, hasBar, waits }: CellView): TemplateResult {
  if (waits !== 'columns') return text(closeService(figures));
  const { share } = figures.target;
  const bracket = serviceLevel({ ...figures.interval.counts, undecided: figures.interval.undecided });
  const level = text(bracket === undefined ? undefined : words.percent(bracketDigits(bracket, share)));
  if (!hasBar) return level;
  return html`<div class="service">
    ${serviceBar(bracket, share)}<span class="level">${level}</span
    ><span class="target">/ ${wholePercent(share)}</span>
  </div>`;
}

function staffCell({ figures }: Row): TemplateResult {
  const { free, busy } = readStaff(figures);
  if (free === undefined && busy === undefined) return text(undefined);
  return html`${text(free === undefined ? undefined : `${free}`)} /
  ${text(busy === undefined ? undefined : `${busy}`)}`;
}

const text = (known: string | undefined): TemplateResult =>
  known === undefined ? html`<span class="none">—</span>` : html`${known}${nothing}`;

const duration = (ms: DurationMs | undefined): string | undefined =>
  ms === undefined ? undefined : minutesSeconds(ms);

const inMs = (seconds: number | undefined): DurationMs | undefined =>
  seconds === undefined ? undefined : seconds * SECOND_MS;
