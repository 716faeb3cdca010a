import type { AcdEvent } from '#domain/acd-event.ts';
import { storyOf } from './capture.ts';
import type { figuresOf } from './figures.ts';

/** Seconds of the stories count from here. */
const EPOCH = 1_795_326_000_000;

/** The figures without speeds of answer, which are not whole numbers. */
export const withoutSpeed = (figures: ReturnType<typeof figuresOf>) =>
  Object.fromEntries(Object.entries(figures).map(([queue, { speedOfAnswer, ...counts }]) => [queue, counts]));

/** All events, told. */
export const told = (events: readonly AcdEvent[]): string[] => storyOf(events, EPOCH);

/** The life of one contact. */
export const about = (events: readonly AcdEvent[], call: string): string[] =>
  told(events.filter((event) => 'contact' in event && event.contact === `pbx/${call}`)).map((line) =>
    line.replace(` ${call}`, ''),
  );

/** The day of one agent. */
export const ofAgent = (events: readonly AcdEvent[], agent: string): string[] =>
  told(
    events.filter((event) => event.kind.startsWith('agent-') && 'agent' in event && event.agent === agent),
  );
