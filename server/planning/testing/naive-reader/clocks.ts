/** Days since 1970 of `2026-11-23`. */
export const dayNo = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

export const dayText = (no: number): string => new Date(no * 86_400_000).toISOString().slice(0, 10);

/** 1 for Monday to 7 for Sunday. */
export const isoWeekday = (no: number): number => ((((no + 3) % 7) + 7) % 7) + 1;

export const mondayNo = (no: number): number => no - isoWeekday(no) + 1;

/** Minutes of `09:30`. */
export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** The clock on the wall of a zone. */
export type Wall = {
  /** `2026-11-23 09:30`. */
  show(ms: number): string;
  /** When a minute of a day comes; the minute may lie in later days. The first time where it comes twice, an hour on where it never comes. */
  when(day: number, minute: number): number;
};

/** Reads a zone by asking it, at every quarter of an hour that could be meant. */
export function wallOf(zone: string): Wall {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const shown = new Map<number, string>();
  const show = (ms: number): string => {
    const known = shown.get(ms) ?? format.format(ms);
    shown.set(ms, known);
    return known;
  };
  const find = (text: string): number | undefined => {
    const digits = Date.parse(`${text.replace(' ', 'T')}:00Z`);
    for (let ahead = 14 * 4; ahead >= -12 * 4; ahead -= 1)
      if (show(digits - ahead * 900_000) === text) return digits - ahead * 900_000;
    return undefined;
  };
  const known = new Map<string, number>();
  return {
    show,
    when(day, minute) {
      const text = new Date((day * 1440 + minute) * 60_000).toISOString().slice(0, 16).replace('T', ' ');
      const at = known.get(text) ?? find(text) ?? find(later(text)) ?? Number.NaN;
      known.set(text, at);
      return at;
    },
  };
}

const later = (text: string): string =>
  new Date(Date.parse(`${text.replace(' ', 'T')}:00Z`) + 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
