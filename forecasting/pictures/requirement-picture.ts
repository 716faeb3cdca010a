import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { max } from 'd3-array';
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { dayNumber } from '#domain/local-day.ts';

const WIDTH = 960;
const HEIGHT = 380;
const MARGIN = { left: 48, right: 16, top: 44, bottom: 28 };
/** Contacts lie under the people, on a scale of their own. */
const CONTACTS = { top: 268, bottom: HEIGHT - MARGIN.bottom };
const PEOPLE = { top: MARGIN.top, bottom: 250 };

/** More intervals than this are a blur. */
const MOST_INTERVALS = 700;

/**
 * A plan as a picture in SVG: the people required, the band in which that lies if fewer or more come, the people on the roster, and
 * below them the contacts. The first 700 intervals of it; an empty plan is an empty picture.
 */
export function requirementPicture(whole: readonly PlannedInterval[]): string {
  const plan = whole.slice(0, MOST_INTERVALS);
  const first = plan[0];
  const parts = first === undefined ? [] : drawPlan(plan, first);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#333">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

type Scale = ScaleLinear<number, number>;
type Step = { readonly minute: number; readonly interval: PlannedInterval | undefined };

function drawPlan(plan: readonly PlannedInterval[], first: PlannedInterval): readonly string[] {
  const steps = stepsOf(plan);
  const from = startOf(first);
  const to = steps.at(-1)?.minute ?? from;
  const x = scaleLinear([from, to], [MARGIN.left, WIDTH - MARGIN.right]);
  const mostPeople = max(plan, ({ high, scheduled, required }) => Math.max(high, scheduled, required)) ?? 0;
  const people = scaleLinear([0, Math.max(1, mostPeople)], [PEOPLE.bottom, PEOPLE.top]).nice(5);
  const mostOffered = max(plan, ({ offered }) => offered) ?? 0;
  const contacts = scaleLinear([0, Math.max(1, mostOffered)], [CONTACTS.bottom, CONTACTS.top]).nice(2);
  const band = area<Step>(
    ({ minute }) => x(minute),
    ({ interval }) => people(interval?.low ?? 0),
    ({ interval }) => people(interval?.high ?? 0),
  )
    .curve(curveStepAfter)
    .defined(isPlanned);
  return [
    `<text x="${MARGIN.left}" y="18" font-size="14" font-weight="600">${escaped(first.queue)}: people by interval of ${first.minutes} minutes</text>`,
    ...legend(),
    ...gridOf(people, 5, 'people'),
    ...gridOf(contacts, 2, 'contacts'),
    ...hoursOf(plan, x),
    `<path d="${band(steps) ?? ''}" fill="#9ecae1" fill-opacity="0.6"/>`,
    stepLine(steps, (one) => people(one.scheduled), { x, stroke: '#b35806', dash: '3 3', width: 1.2 }),
    stepLine(steps, (one) => people(one.required), { x, stroke: '#08519c', dash: 'none', width: 2 }),
    stepLine(steps, (one) => contacts(one.offered), { x, stroke: '#555', dash: 'none', width: 1.5 }),
  ];
}

const startOf = ({ day, minuteOfDay }: PlannedInterval): number => dayNumber(day) * 1440 + minuteOfDay;

/** Each interval's start, and after each run the end of it, where the line breaks off. */
function stepsOf(plan: readonly PlannedInterval[]): readonly Step[] {
  return plan.flatMap((interval, at): readonly Step[] => {
    const minute = startOf(interval);
    const end = minute + interval.minutes;
    const next = plan[at + 1];
    if (next !== undefined && startOf(next) === end) return [{ minute, interval }];
    return [
      { minute, interval },
      { minute: end, interval },
      { minute: end, interval: undefined },
    ];
  });
}

const isPlanned = ({ interval }: Step): boolean => interval !== undefined;

type Look = { readonly x: Scale; readonly stroke: string; readonly dash: string; readonly width: number };

function stepLine(steps: readonly Step[], y: (interval: PlannedInterval) => number, look: Look): string {
  const path = line<Step>(
    ({ minute }) => look.x(minute),
    ({ interval }) => (interval === undefined ? 0 : y(interval)),
  )
    .curve(curveStepAfter)
    .defined(isPlanned);
  return `<path d="${path(steps) ?? ''}" fill="none" stroke="${look.stroke}" stroke-width="${look.width}" stroke-dasharray="${look.dash}"/>`;
}

function gridOf(scale: Scale, count: number, unit: string): readonly string[] {
  const lines = scale.ticks(count).map((value) => {
    const y = scale(value).toFixed(1);
    return `<path d="M${MARGIN.left} ${y}H${WIDTH - MARGIN.right}" stroke="#ddd"/><text x="${MARGIN.left - 6}" y="${y}" text-anchor="end" dominant-baseline="middle">${value}</text>`;
  });
  const [bottom = 0, top = 0] = scale.range();
  const middle = ((top + bottom) / 2).toFixed(1);
  return [
    ...lines,
    `<text transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle">${unit}</text>`,
  ];
}

/** Hours of one day, or the days of several. */
function hoursOf(plan: readonly PlannedInterval[], x: Scale): readonly string[] {
  const days = new Set(plan.map(({ day }) => day));
  const marks =
    days.size === 1
      ? plan.filter(({ minuteOfDay }) => minuteOfDay % 120 === 0)
      : plan.filter(({ day }, at) => plan[at - 1]?.day !== day);
  return marks.map((one) => {
    const at = x(startOf(one)).toFixed(1);
    const said = days.size === 1 ? `${String(one.minuteOfDay / 60).padStart(2, '0')}:00` : one.day.slice(5);
    return `<path d="M${at} ${PEOPLE.top}V${CONTACTS.bottom}" stroke="#eee"/><text x="${at}" y="${HEIGHT - 10}" text-anchor="middle">${said}</text>`;
  });
}

function legend(): readonly string[] {
  const entries = [
    ['#08519c', 'required'],
    ['#9ecae1', 'if fewer or more come (one day in ten each)'],
    ['#b35806', 'on the roster, after shrinkage'],
    ['#555', 'contacts'],
  ] as const;
  let x = MARGIN.left;
  return entries.map(([colour, said]) => {
    const entry = `<rect x="${x}" y="27" width="12" height="8" fill="${colour}"/><text x="${x + 17}" y="35">${said}</text>`;
    x += 40 + said.length * 6.4;
    return entry;
  });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
