import type {
  AsteriskDefinition,
  FreeswitchDefinition,
  SecretPlace,
  SourceDefinition,
} from '#domain/source-definition.ts';
import { startAsteriskSource } from './asterisk/live/start-asterisk-source.ts';
import { startFreeswitchSource } from './freeswitch/live/start-freeswitch-source.ts';
import { retireSources, type RetireOptions } from './retire-sources.ts';
import { readSecretPlace } from './links/read-secret-place.ts';
import type { RunningSource, SourcePorts } from './links/source-ports.ts';

export type SourcesOptions = {
  readonly sources: readonly SourceDefinition[];
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** A source that cannot be started as the definitions say, in words for whoever wrote them. */
export class SourceFailure extends Error {
  /** By which whoever starts the server knows it from our own bugs. */
  readonly code = 'SOURCE';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceFailure';
  }
}

/** Reads the secret of every source once. Rejects with a SourceFailure when one is not where the definitions say. */
export async function checkSecrets({ sources, environment }: SourcesOptions): Promise<void> {
  for (const { id, reach } of sources) {
    const place = reach === undefined || reach.kind === 'hook' ? undefined : secretOf(reach);
    if (place === undefined) continue;
    await readSecretPlace(place, environment).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new SourceFailure(`source ${id}: ${why}`, { cause });
    });
  }
}

export type StartOptions = SourcesOptions & Pick<RetireOptions, 'heard'>;

/** Starts every source that we connect to; those that were replaced are over first. Rejects when the data folder cannot be read. */
export async function startSources(options: StartOptions, ports: SourcePorts): Promise<RunningSource> {
  await retireSources({ ...options, ports });
  const running: RunningSource[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(running.map((one) => one.stop())));
  try {
    for (const source of options.sources) {
      const started = await startSource(source, options.environment, ports);
      if (started !== undefined) running.push(started);
    }
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { stop };
}

async function startSource(
  { id, reach }: SourceDefinition,
  environment: SourcesOptions['environment'],
  ports: SourcePorts,
): Promise<RunningSource | undefined> {
  if (reach === undefined || reach.kind === 'hook') return undefined;
  const place = secretOf(reach);
  // Read anew for each connection: a changed password is taken without a restart.
  const password = async (): Promise<string> =>
    place === undefined ? '' : readSecretPlace(place, environment);
  if (reach.kind === 'asterisk')
    return startAsteriskSource({ source: id, definition: reach, password }, ports);
  return startFreeswitchSource({ source: id, definition: reach, password }, ports);
}

const secretOf = (reach: AsteriskDefinition | FreeswitchDefinition): SecretPlace | undefined =>
  reach.kind === 'asterisk' ? reach.ami?.password : reach.password;
