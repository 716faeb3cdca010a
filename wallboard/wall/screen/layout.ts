/** A screen and who looks at it: from how far, at how big a picture. */
export type Screen = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly inches: number;
  readonly distanceM: number;
};

export type TileName =
  | 'waiting'
  | 'longest-wait'
  | 'agents'
  | 'service-level-interval'
  | 'service-level-day'
  | 'abandoned';

/** Which parts of the board fit, and how big they are. Widths of text places are in em of the label size. */
export type Layout = {
  /** Size of labels and rows, in px. */
  readonly labelPx: number;
  /** The smallest size of a headline figure, in px. */
  readonly figurePx: number;
  readonly tileRows: readonly (readonly Placed[])[];
  readonly tileEms: number;
  readonly rows: number;
  readonly rowEms: number;
  readonly space: Space;
  readonly acrossEms: number;
};
export type Placed = { readonly tile: TileName; readonly ems: number };

/** Letter height seen from the farthest seat, by NUREG-0700 and ISO 9241-3: labels at least 16′, headline figures 22′. */
const LABEL_ARCMIN = 16;
const FIGURE_ARCMIN = 22;
/**
 * Letter height is the height of a capital: 0.727 em in Inter. A Chinese character fills 0.92 em and needs
 * a quarter more for its strokes, which comes to 0.736 em: one size serves both.
 */
const CAPITAL_EMS = 0.727;
/** Of a 16:9 picture, from its diagonal. */
const WIDTH_OF_DIAGONAL = 16 / Math.hypot(16, 9);
const MM_PER_INCH = 25.4;
/** Nearer seats get no smaller type than this part of the height: the whole board fits at it. */
const FINEST = 1 / 30;

/** How the height is shared, in label em. `tile` is the least a tile needs for its label, figure and sub-line. */
type Space = Readonly<Record<'margin' | 'gap' | 'strip' | 'header' | 'alert' | 'tile' | 'pad', number>>;
const ROOMY: Space = { margin: 0.55, gap: 0.28, strip: 1.4, header: 1.15, alert: 1.6, tile: 4.4, pad: 0.42 };
/** From far away every letter is big, so the space between them is what is saved; the heading goes too. */
const TIGHT: Space = { margin: 0.3, gap: 0.12, strip: 1.25, header: 0, alert: 1.3, tile: 3.8, pad: 0.22 };
const TIGHT_BELOW_EMS = 14;
const MOST_TILE_EMS = 6.4;
const ROW_EMS = { least: 1.16, most: 1.75 };
/** More rows than this are a list to be read, not a picture to be seen. */
const MOST_ROWS = 10;

/** What fits on a screen for a number of queues. Type never shrinks below its limit: rows go first, then tiles. */
export function layoutFor(screen: Screen, queues: number): Layout {
  const labelPx = Math.max(letterPx(screen, LABEL_ARCMIN), screen.heightPx * FINEST);
  const figurePx = Math.max(letterPx(screen, FIGURE_ARCMIN), labelPx * (FIGURE_ARCMIN / LABEL_ARCMIN));
  const acrossEms = screen.widthPx / labelPx;
  const downEms = screen.heightPx / labelPx;
  const space = downEms < TIGHT_BELOW_EMS ? TIGHT : ROOMY;
  const tileRows = arrangeTiles(acrossEms, space);
  const gaps = tileRows.length + (space.header > 0 ? 3 : 2);
  const freeEms = downEms - space.strip - space.header - space.alert - space.gap * gaps;
  const roomEms = freeEms - tileRows.length * space.tile;
  const capacity = Math.max(0, Math.min(MOST_ROWS, Math.floor(roomEms / ROW_EMS.least)));
  const rows = Math.min(capacity, Math.max(1, queues));
  const rowEms = rows === 0 ? 0 : Math.min(ROW_EMS.most, roomEms / rows);
  const tileEms = Math.min(MOST_TILE_EMS, (freeEms - rows * rowEms) / tileRows.length);
  return { labelPx, figurePx, tileRows, tileEms, rows, rowEms, space, acrossEms };
}

/** The font size at which a capital is seen under an angle. */
export function letterPx({ widthPx, inches, distanceM }: Screen, arcmin: number): number {
  const pxPerMm = widthPx / (inches * MM_PER_INCH * WIDTH_OF_DIAGONAL);
  const heightMm = distanceM * 1000 * Math.tan(((arcmin / 60) * Math.PI) / 180);
  return (heightMm * pxPerMm) / CAPITAL_EMS;
}

/** How much of a row's width a tile wants, beside its neighbours. */
const SHARES: Readonly<Record<TileName, number>> = {
  waiting: 0.92,
  'longest-wait': 0.96,
  agents: 1.32,
  'service-level-interval': 1.08,
  'service-level-day': 1.08,
  abandoned: 0.98,
};

const FIRST_ROW: readonly TileName[] = ['waiting', 'longest-wait', 'agents'];
const SECOND_ROW: readonly TileName[] = ['service-level-interval', 'service-level-day', 'abandoned'];

/** All six in a row, or in two, or the three that matter most, or two. */
function arrangeTiles(acrossEms: number, space: Space): readonly (readonly Placed[])[] {
  if (acrossEms >= 50) return [place([...FIRST_ROW, ...SECOND_ROW], acrossEms, space)];
  if (acrossEms >= 30) return [place(FIRST_ROW, acrossEms, space), place(SECOND_ROW, acrossEms, space)];
  if (acrossEms >= 16)
    return [place(['waiting', 'longest-wait', 'service-level-interval'], acrossEms, space)];
  return [place(['waiting', 'longest-wait'], acrossEms, space)];
}

function place(tiles: readonly TileName[], acrossEms: number, space: Space): readonly Placed[] {
  const total = tiles.reduce((sum, tile) => sum + SHARES[tile], 0);
  const widthEms = acrossEms - 2 * space.margin - (tiles.length - 1) * space.gap;
  return tiles.map((tile) => ({ tile, ems: (widthEms * SHARES[tile]) / total }));
}
