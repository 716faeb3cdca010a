import { epochMs, type EpochMs } from '#domain/time.ts';
import type { StandingFile } from '../../links/standing-file.ts';
import type { LogPlace } from './open-log.ts';

/** How far an Asterisk was read: the log's place, and what the reader held when it stood there. */
export type AsteriskStanding = {
  /** Absent: the log was not read. */
  readonly place?: LogPlace;
  /** The reader's own word. */
  readonly reader: string;
  readonly at: EpochMs;
};

/** What was kept; undefined when nothing was that can be understood. */
export async function readAsteriskStanding(file: StandingFile): Promise<AsteriskStanding | undefined> {
  const kept = fieldsOf(await file.read());
  const { version, reader, at } = kept;
  if (version !== VERSION || typeof reader !== 'string' || typeof at !== 'number') return undefined;
  const place = placeOf(kept['place']);
  return { reader, at: epochMs(at), ...(place !== undefined && { place }) };
}

/** Keeps it. */
export async function writeAsteriskStanding(file: StandingFile, standing: AsteriskStanding): Promise<void> {
  await file.write({ version: VERSION, ...standing });
}

/** Raised when what is kept means something else; an older one then counts as none. */
const VERSION = 1;

function placeOf(value: unknown): LogPlace | undefined {
  const { file, offset, before, at } = fieldsOf(value);
  if (typeof file !== 'string' || typeof offset !== 'number') return undefined;
  if (typeof before !== 'string' || typeof at !== 'number') return undefined;
  return { file, offset, before, at: epochMs(at) };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
