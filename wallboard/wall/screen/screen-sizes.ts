import type { Layout } from './layout.ts';

/** The sizes of the layout, for the style sheet. */
export function screenSizes({ alertEms, labelPx, rowEms, space, tileEms }: Layout): string {
  return [
    `--label: ${labelPx.toFixed(2)}px`,
    `--tile: ${tileEms.toFixed(3)}em`,
    `--row: ${rowEms.toFixed(3)}em`,
    `--margin: ${space.margin}em`,
    `--gap: ${space.gap}em`,
    `--pad: ${space.pad}em`,
    `--strip: ${space.strip}em`,
    `--header: ${space.header}em`,
    `--alert: ${alertEms.toFixed(3)}em`,
  ].join('; ');
}
