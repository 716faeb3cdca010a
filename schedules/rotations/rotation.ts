import { dayNumber, type LocalDay } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import { paidMs, type ShiftTemplate } from '../shift-template.ts';

/** A cycle of days that crews go through, each some days behind the one before. */
export type Rotation = {
  readonly id: string;
  readonly templates: readonly ShiftTemplate[];
  /** For each day of the cycle the id of a shift template, or `off`. */
  readonly cycle: readonly string[];
  readonly crews: readonly CrewPlace[];
  /** The day on which a crew with place 0 is on the first day of the cycle. */
  readonly anchor: LocalDay;
};

/** How many days into the cycle a crew was on the anchor day. */
export type CrewPlace = { readonly crew: string; readonly place: number };

/** The shift of a crew on a day, before the anchor too; undefined on its days off. */
export function crewShift(rotation: Rotation, crew: string, day: LocalDay): ShiftTemplate | undefined {
  const { cycle, crews, anchor, templates } = rotation;
  const place = crews.find((one) => one.crew === crew)?.place;
  if (place === undefined) throw new RangeError(`rotation ${rotation.id} has no crew ${crew}`);
  const away = dayNumber(day) - dayNumber(anchor) + place;
  const mark = cycle[((away % cycle.length) + cycle.length) % cycle.length];
  return templates.find(({ id }) => id === mark);
}

/** Mean hours of work in a week: 42 for four crews that share three shifts of eight hours. */
export function meanWeekHours({ cycle, templates }: Rotation): number {
  const paid = cycle.reduce((sum, mark) => {
    const shift = templates.find(({ id }) => id === mark);
    return sum + (shift === undefined ? 0 : paidMs(shift));
  }, 0);
  return (paid / HOUR_MS / cycle.length) * 7;
}

/** What is wrong with a rotation, each in a sentence; nothing when it can be used. */
export function rotationMistakes(rotation: Rotation): readonly string[] {
  const { id, cycle, crews, templates } = rotation;
  const known = new Set(['off', ...templates.map((shift) => shift.id)]);
  return [
    ...(cycle.length === 0 ? [`rotation ${id} has no days in its cycle`] : []),
    ...cycle
      .filter((mark) => !known.has(mark))
      .map(
        (mark) =>
          `rotation ${id}: the cycle names ${mark}, expected off or one of ${[...known].slice(1).join(', ')}`,
      ),
    ...crews
      .filter(({ place }) => !Number.isInteger(place) || place < 0 || place >= cycle.length)
      .map(
        ({ crew, place }) =>
          `rotation ${id}: crew ${crew} has place ${place}, expected 0 to ${cycle.length - 1}`,
      ),
    ...(new Set(crews.map(({ crew }) => crew)).size < crews.length
      ? [`rotation ${id} names a crew twice`]
      : []),
  ];
}
