import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { max } from 'd3-array';
import { area, curveStepAfter, line } from 'd3-shape';
import { dayNumber } from '#domain/local-day.ts';
import { DAY_MINUTES } from '#domain/time.ts';
import { twoDigits } from '#domain/two-digits.ts';
import { across, frame, heading, legend, levels, mark, upwards, type Scale } from './frame.ts';

const HEIGHT = 380;
/** Contacts lie under the people, on a scale of their own. */
const CONTACTS = { top: 268, bottom: HEIGHT - 28 };
const PEOPLE = { top: 48, bottom: 250 };

/** More intervals than this are a blur. */
const MOST_INTERVALS = 700;

/**
 * A plan as a picture in SVG: the people required, the band in which that lies if fewer or more come, the people on the roster, and
 * below them the contacts. The first 700 intervals of it; an empty plan is an empty picture.
 */
export function requirementPicture(whole: readonly PlannedInterval[]): string {
  const plan = whole.slice(0, MOST_INTERVALS);
  const first = plan[0];
  return frame(HEIGHT, first === undefined ? [] : drawPlan(plan, first));
}

type Step = { readonly minute: number; readonly interval: PlannedInterval | undefined };

function drawPlan(plan: readonly PlannedInterval[], first: PlannedInterval): readonly string[] {
  const steps = stepsOf(plan);
  const from = startOf(first);
  const to = steps.at(-1)?.minute ?? from;
  const x = across(from, to);
  const mostPeople = max(plan, ({ high, scheduled, required }) => Math.max(high, scheduled, required)) ?? 0;
  const people = upwards({ most: Math.max(1, mostPeople) }, PEOPLE);
  const mostOffered = max(plan, ({ offered }) => offered) ?? 0;
  const contacts = upwards({ most: Math.max(1, mostOffered) }, CONTACTS);
  const band = area<Step>(
    ({ minute }) => x(minute),
    ({ interval }) => people(interval?.low ?? 0),
    ({ interval }) => people(interval?.high ?? 0),
  )
    .curve(curveStepAfter)
    .defined(isPlanned);
  return [
    heading(18, `${first.queue}: people by interval of ${first.minutes} minutes`),
    ...legend(36, LEGEND),
    ...gridOf(people, 'people'),
    ...gridOf(contacts, 'contacts'),
    ...hoursOf(plan, x),
    `<path d="${band(steps) ?? ''}" fill="#9ecae1" fill-opacity="0.6"/>`,
    stepLine(steps, (one) => people(one.scheduled), { x, stroke: '#b35806', dash: '3 3', width: 1.2 }),
    stepLine(steps, (one) => people(one.required), { x, stroke: '#08519c', dash: 'none', width: 2 }),
    stepLine(steps, (one) => contacts(one.offered), { x, stroke: '#555', dash: 'none', width: 1.5 }),
  ];
}

const LEGEND = [
  { name: 'required', colour: '#08519c' },
  { name: 'if fewer or more come (one day in ten each)', colour: '#9ecae1' },
  { name: 'on the roster, after shrinkage', colour: '#b35806' },
  { name: 'contacts', colour: '#555' },
];

const startOf = ({ day, minuteOfDay }: PlannedInterval): number => dayNumber(day) * DAY_MINUTES + minuteOfDay;

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

/** Hours of one day, or the days of several, with a line upwards. */
function hoursOf(plan: readonly PlannedInterval[], x: Scale): readonly string[] {
  const days = new Set(plan.map(({ day }) => day));
  const marks =
    days.size === 1
      ? plan.filter(({ minuteOfDay }) => minuteOfDay % 120 === 0)
      : plan.filter(({ day }, at) => plan[at - 1]?.day !== day);
  return marks.flatMap((one) => {
    const at = x(startOf(one));
    const said = days.size === 1 ? `${twoDigits(one.minuteOfDay / 60)}:00` : one.day.slice(5);
    return [
      `<path d="M${at.toFixed(1)} ${PEOPLE.top}V${CONTACTS.bottom}" stroke="#eee"/>`,
      mark(at, HEIGHT - 10, said),
    ];
  });
}

/** Lines at round numbers, and what they count. */
function gridOf(scale: Scale, unit: string): readonly string[] {
  const [bottom = 0, top = 0] = scale.range();
  const middle = ((top + bottom) / 2).toFixed(1);
  return [
    ...levels(scale),
    `<text transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle">${unit}</text>`,
  ];
}
