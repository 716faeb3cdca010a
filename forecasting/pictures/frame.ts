import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { LocalDay } from '#domain/local-day.ts';

export type Scale = ScaleLinear<number, number>;

export const WIDTH = 960;
const MARGIN = { left: 56, right: 16 };

/** A picture of this height in SVG. */
export function frame(height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** From left to right. */
export function across(from: number, to: number): Scale {
  return scaleLinear([from, Math.max(to, from + 1)], [MARGIN.left, WIDTH - MARGIN.right]);
}

/** From nothing, or `least`, at the bottom to `most` at the top, in round numbers. */
export function upwards(
  { least = 0, most }: { readonly least?: number; readonly most: number },
  { top, bottom }: { readonly top: number; readonly bottom: number },
): Scale {
  return scaleLinear([least, Math.max(most, least + Number.MIN_VALUE)], [bottom, top]).nice(4);
}

/** Lines at round numbers, with the numbers. */
export function levels(y: Scale): readonly string[] {
  return y.ticks(4).map((value) => {
    const at = y(value).toFixed(1);
    return `<path d="M${MARGIN.left} ${at}H${WIDTH - MARGIN.right}" stroke="#e3e3e3"/><text x="${MARGIN.left - 6}" y="${at}" dy="4" text-anchor="end" fill="#777">${value.toLocaleString('en')}</text>`;
  });
}

/** A word under a place on the axis. */
export function mark(x: number, y: number, word: string): string {
  const room = 3.6 * word.length;
  const at = Math.max(room, Math.min(WIDTH - room, x));
  return `<text x="${at.toFixed(1)}" y="${y}" text-anchor="middle" fill="#777">${escaped(word)}</text>`;
}

/** A heading at the left. */
export function heading(y: number, words: string): string {
  return `<text x="${MARGIN.left}" y="${y}" font-size="14" font-weight="600">${escaped(words)}</text>`;
}

/** Samples of colours with their names, side by side, ending at the right. */
export function legend(
  y: number,
  entries: readonly { readonly name: string; readonly colour: string }[],
): readonly string[] {
  let x = WIDTH - MARGIN.right;
  return entries.toReversed().map(({ name, colour }) => {
    x -= SAMPLE_WIDTH + LETTER_WIDTH * name.length;
    return `<path d="M${x.toFixed(1)} ${y - 4}h18" stroke="${colour}" stroke-width="4"/><text x="${(x + 24).toFixed(1)}" y="${y}">${escaped(name)}</text>`;
  });
}

/** With the room around it. */
const SAMPLE_WIDTH = 40;
/** Of a usual letter at this size, with some to spare. */
const LETTER_WIDTH = 6.4;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** Text that is safe in SVG: queues may be called anything. */
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (letter) => ESCAPES.get(letter) ?? letter);

/** Those of the days, ascending, on which a month begins or is first seen. */
export function monthStarts<Day extends { readonly day: LocalDay }>(days: readonly Day[]): readonly Day[] {
  return days.filter(({ day }, at) => day.slice(0, 7) !== days[at - 1]?.day.slice(0, 7));
}
