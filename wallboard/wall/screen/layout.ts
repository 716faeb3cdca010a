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

/** What there is to show: how many queues, and how many lines the alert strip needs. */
export type Content = { readonly queues: number; readonly alertLines: number };

/** Which parts of the board fit, and how big they are. Widths of text places are in em of the label size. */
export type Layout = {
  /** `hand`: a phone, read from a hand's distance, which scrolls. `wall`: everything else, which never does. */
  readonly shape: 'wall' | 'hand';
  /** Size of labels and rows, in px. */
  readonly labelPx: number;
  /** The smallest size of a headline figure, in px. */
  readonly figurePx: number;
  readonly tileRows: readonly (readonly Placed[])[];
  readonly tileEms: number;
  /** Rows of queues in each block. */
  readonly rows: number;
  /** Tables of queues side by side: two where one cannot show all queues and the names stay readable. */
  readonly blocks: 1 | 2;
  readonly rowEms: number;
  readonly alertEms: number;
  /** Lines of the alert strip: what was asked for, or what leaves every tile its figure. */
  readonly alertLines: number;
  /** Whether tiles have a line below their figure. */
  readonly hasSub: boolean;
  /** The line of the centre's further figures. */
  readonly hasLine: boolean;
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
/** In a hand the finger needs room between. */
const HAND: Space = { ...ROOMY, gap: 0.5 };
const TIGHT_BELOW_EMS = 14;
const MOST_TILE_EMS = 6.4;
/** A tile with its label and its figure, and with the line below them. */
const FIGURE_TILE_EMS = 2.75;
const SUB_TILE_EMS = 3.75;
const ROW_EMS = { least: 1.16, most: 1.75 };
/** More rows than this are a list to be read, not a picture to be seen. */
const MOST_ROWS = 10;

/** A line of the alert strip, and the line of further figures, in label em. */
const ALERT_LINE_EMS = 1.2;
const FIGURES_LINE_EMS = 1.3;
/** The line of further figures is for screens that still show this many rows of queues, or all there are. */
const ROWS_BEFORE_LINE = 5;
/** A block of queues needs this width: a name, who waits, and the service level. */
const BLOCK_EMS = 17;

/** What fits on a screen. Type never shrinks below its limit: the line of further figures goes first, then rows, then tiles. */
export function layoutFor(screen: Screen, content: Content): Layout {
  if (isHeld(screen)) return handLayout(screen);
  const labelPx = Math.max(letterPx(screen, LABEL_ARCMIN), screen.heightPx * FINEST);
  const figurePx = Math.max(letterPx(screen, FIGURE_ARCMIN), labelPx * (FIGURE_ARCMIN / LABEL_ARCMIN));
  const acrossEms = screen.widthPx / labelPx;
  const downEms = screen.heightPx / labelPx;
  const space = downEms < TIGHT_BELOW_EMS ? TIGHT : ROOMY;
  const tileRows = arrangeTiles(acrossEms, space);
  const gaps = tileRows.length + (space.header > 0 ? 3 : 2);
  const roomEms = downEms - space.strip - space.header - space.gap * gaps;
  const alertLines = grantLines(
    content.alertLines,
    roomEms - tileRows.length * FIGURE_TILE_EMS - space.alert,
  );
  const alertEms = space.alert + (alertLines - 1) * ALERT_LINE_EMS;
  const freeEms = roomEms - alertEms;
  const table = arrangeQueues(freeEms - tileRows.length * space.tile, acrossEms, { space, ...content });
  const leftEms = freeEms - table.rows * table.rowEms - (table.hasLine ? FIGURES_LINE_EMS + space.gap : 0);
  const tileEms = Math.min(MOST_TILE_EMS, leftEms / tileRows.length);
  const hasSub = tileEms >= SUB_TILE_EMS;
  const strip = { alertEms, alertLines, hasSub };
  return { shape: 'wall', labelPx, figurePx, tileRows, tileEms, ...table, ...strip, space, acrossEms };
}

/** From very far away an alert that is told in full would push the figures out. */
function grantLines(wanted: number, moreEms: number): number {
  return Math.max(1, Math.min(wanted, 1 + Math.floor(moreEms / ALERT_LINE_EMS)));
}

type Table = Pick<Layout, 'rows' | 'blocks' | 'rowEms' | 'hasLine'>;

/** One table of queues, or two side by side where one cannot hold them all. */
function arrangeQueues(
  roomEms: number,
  acrossEms: number,
  { queues, space }: Pick<Content, 'queues'> & { readonly space: Space },
): Table {
  const capacity = (ems: number): number => Math.max(0, Math.min(MOST_ROWS, Math.floor(ems / ROW_EMS.least)));
  const withLine = capacity(roomEms - FIGURES_LINE_EMS - space.gap);
  const hasLine = space === ROOMY && withLine >= Math.min(ROWS_BEFORE_LINE, Math.max(1, queues));
  const fitting = hasLine ? withLine : capacity(roomEms);
  const blocks = queues > fitting && acrossEms - 3 * space.margin >= 2 * BLOCK_EMS ? 2 : 1;
  const rows = Math.min(fitting, Math.max(1, Math.ceil(queues / blocks)));
  const leftEms = roomEms - (hasLine ? FIGURES_LINE_EMS + space.gap : 0);
  return { rows, blocks, rowEms: rows === 0 ? 0 : Math.min(ROW_EMS.most, leftEms / rows), hasLine };
}

/** A screen whose shorter side is smaller than this, in px of the style sheet, is held in a hand. */
const HELD_BELOW_PX = 600;
const isHeld = ({ widthPx, heightPx }: Screen): boolean => Math.min(widthPx, heightPx) < HELD_BELOW_PX;

/** Body type of a phone, in px. */
const HAND_LABEL_PX = 15;
const HAND_FIGURE_PX = 24;
/** A tile holds two rows of agents. */
const HAND_TILE_EMS = 4.9;

/** A phone: tiles two by two, all queues one below the other, and the page scrolls. */
function handLayout({ widthPx }: Screen): Layout {
  const acrossEms = widthPx / HAND_LABEL_PX;
  const pairs: readonly (readonly TileName[])[] = [
    ['waiting', 'longest-wait'],
    ['service-level-interval', 'service-level-day'],
    ['agents', 'abandoned'],
  ];
  const six = [...FIRST_ROW, ...SECOND_ROW];
  return {
    shape: 'hand',
    labelPx: HAND_LABEL_PX,
    figurePx: HAND_FIGURE_PX,
    tileRows: (acrossEms >= 50 ? [six] : pairs).map((tiles) => place(tiles, acrossEms, HAND)),
    tileEms: HAND_TILE_EMS,
    rows: Number.MAX_SAFE_INTEGER,
    blocks: 1,
    rowEms: ROW_EMS.most,
    alertEms: HAND.alert,
    alertLines: 1,
    hasSub: true,
    hasLine: true,
    space: HAND,
    acrossEms,
  };
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
