/** Numbers from 0 to below 1, the same for the same seed (Park and Miller, Communications of the ACM 31, 1988). */
export function chance(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}
