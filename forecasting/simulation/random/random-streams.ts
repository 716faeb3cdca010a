/**
 * Random numbers by name: the number of a stream at a place is a pure function of seed, stream and place. A contact's
 * patience is so the same whatever else happens on the floor: runs that differ in one thing see the same customers
 * (common random numbers), and a copy of a simulation needs no copy of a generator.
 */
export type RandomStreams = { readonly keys: Int32Array };

/** Streams `0 … count − 1` of a seed. Other seeds, and other `salt`s of one seed, give streams that have nothing in common. */
export function randomStreams(seed: number, salt: number, count: number): RandomStreams {
  const keys = new Int32Array(2 * count);
  const low = mix(seed | 0);
  const high = mix(Math.floor(seed / 4_294_967_296) ^ SALT_STEP);
  for (let i = 0; i < keys.length; i += 1) {
    keys[i] = mix(mix(mix(low ^ Math.imul(salt + 1, SALT_STEP)) ^ high) + Math.imul(i + 1, PLACE_STEP));
  }
  return { keys };
}

/** The number at `place` of a stream: above 0, below 1, one of 2^32 equally likely values. */
export function unitAt({ keys }: RandomStreams, stream: number, place: number): number {
  let x = place ^ (keys[2 * stream] ?? 0);
  // Twice the mixing of C. Wellons' "lowbias32", with the other half of the key in between.
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0xd35a2d97);
  x = (x ^ (x >>> 15)) + (keys[2 * stream + 1] ?? 0);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0xd35a2d97);
  x ^= x >>> 15;
  return ((x >>> 0) + 0.5) / 4_294_967_296;
}

/** A place of its own for the `nth` look at the same thing: a customer's second visit, a second attempt. The 0th is the place itself. */
export function placeOf(place: number, nth: number): number {
  return nth === 0 ? place | 0 : mix(place ^ Math.imul(nth, SALT_STEP));
}

/** 2^32 / golden ratio, and an odd number of no meaning: they only have to be odd and unlike. */
const SALT_STEP = 0x9e3779b1;
const PLACE_STEP = 0x632be5ab;

function mix(word: number): number {
  let x = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0xd35a2d97);
  return x ^ (x >>> 15);
}
