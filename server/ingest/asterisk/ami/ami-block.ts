/** One block of AMI: an event, a response, or a part of a list. Keys may repeat; both keep the switch's spelling. */
export type AmiBlock = {
  readonly keys: readonly string[];
  /** The value of the key at the same place. */
  readonly values: readonly string[];
};

/** The first value of a key; undefined when the block does not have it. */
export function valueOf(block: AmiBlock, key: string): string | undefined {
  const at = block.keys.indexOf(key);
  return at === -1 ? undefined : block.values[at];
}
