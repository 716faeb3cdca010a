import { readFile } from 'node:fs/promises';
import type { SecretPlace } from '#domain/source-definition.ts';

/** The secret that is kept there, without the line end of a file. Throws, naming the place and never the secret, when there is none. */
export async function readSecretPlace(
  place: SecretPlace,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const secret =
    place.kind === 'environment' ? environment[place.name] : (await readFile(place.path, 'utf8')).trimEnd();
  if (secret !== undefined && secret !== '') return secret;
  throw new Error(
    place.kind === 'environment'
      ? `the environment variable ${place.name} is not set; expected a password in it: export ${place.name}=… first`
      : `the file ${place.path} is empty; expected a password in it`,
  );
}
