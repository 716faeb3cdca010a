/** The call and the member that an agent's channel is for. */
export type AmiLeg = { readonly call: string; readonly member: string };

/** Agents' channels, by which holds are told. */
export type AmiLegs = {
  add(leg: string, of: AmiLeg): void;
  get(leg: string): AmiLeg | undefined;
  remove(leg: string): void;
  /** The caller is being transferred to `to`. */
  passOn(call: string, to: string): void;
  /** Where the caller was transferred to at the end of the talk; undefined when that was not told. */
  endTalk(call: string): string | undefined;
};

/** Talks at one time in the largest centre we hold ourselves to, ten times. */
const LEGS_KEPT = 20_000;

/** No channel yet. */
export function amiLegs(): AmiLegs {
  const legs = new Map<string, AmiLeg>();
  const targets = new Map<string, string>();
  return {
    add(leg, of) {
      legs.set(leg, of);
      bound(legs);
    },
    get: (leg) => legs.get(leg),
    remove: (leg) => void legs.delete(leg),
    passOn(call, to) {
      targets.set(call, to);
      bound(targets);
    },
    endTalk(call) {
      const to = targets.get(call);
      targets.delete(call);
      return to;
    },
  };
}

function bound(known: Map<string, unknown>): void {
  const [oldest] = known.keys();
  if (known.size > LEGS_KEPT && oldest !== undefined) known.delete(oldest);
}
