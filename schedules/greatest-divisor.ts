/** The greatest whole number that divides both; the other one where one of them is 0. */
export function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}
