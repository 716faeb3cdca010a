type Question = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly withinSeconds: number;
  readonly intervalSeconds: number;
};

/**
 * Plays one crew call by call, first come first served, and answers the service level (answered in time / offered) of
 * each interval that had calls. Each call takes the agent who is free first, unless its patience ends before.
 */
export function simulateIntervals(question: Question, run: { intervals: number; seed: number }): number[] {
  const { agents, load, handleSeconds, patienceSeconds, withinSeconds, intervalSeconds } = question;
  const random = mulberry(run.seed);
  const exponential = (mean: number): number =>
    mean === Infinity ? Infinity : -Math.log(1 - random()) * mean;
  const freeAt = new Float64Array(agents);
  const levels: number[] = [];
  // Ten intervals to fill the floor first.
  let end = 10 * intervalSeconds;
  let [now, offered, good, warm] = [0, 0, 0, false];
  while (levels.length < run.intervals) {
    now += exponential(handleSeconds / load);
    for (; now > end; end += intervalSeconds) {
      if (warm && offered > 0) levels.push(good / offered);
      [offered, good, warm] = [0, 0, true];
    }
    const first = earliest(freeAt);
    const wait = Math.max(0, (freeAt[first] ?? 0) - now);
    offered += 1;
    if (exponential(patienceSeconds) < wait) continue;
    freeAt[first] = now + wait + exponential(handleSeconds);
    if (wait <= withinSeconds) good += 1;
  }
  return levels;
}

function earliest(times: Float64Array): number {
  let first = 0;
  for (let at = 1; at < times.length; at += 1) if ((times[at] ?? 0) < (times[first] ?? 0)) first = at;
  return first;
}

/** A seeded generator of 32 bits (mulberry32), uniform on [0, 1). */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
