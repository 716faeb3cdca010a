/** A body of POST /v1/events, as an attacker with the token of the source `evil` sends it. */
export type HostileBody = {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Bodies that are sent one after the other. */
export type Hostile = { readonly name: string; readonly bodies: () => Iterable<HostileBody> };

/** Whose token the attacker has. */
export const EVIL = 'evil';
