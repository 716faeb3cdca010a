/**
 * (u − 1 + e⁻ᵘ)/u² by its series, to 1e-16 for |u| ≤ 0.3, where the plain form cancels. Answers ½ at 0; with it
 * 1 − e⁻ᵘ is u·(1 − u·f).
 */
export function nearFall(u: number): number {
  // Even and odd powers apart: two short chains of multiplications run side by side.
  const q = u * u;
  const high = 1 / 40_320 + q * (1 / 3_628_800 + q * (1 / 479_001_600));
  const even = 1 / 2 + q * (1 / 24 + q * (1 / 720 + q * high));
  const odd = 1 / 6 + q * (1 / 120 + q * (1 / 5040 + q * (1 / 362_880 + q * (1 / 39_916_800))));
  return even - u * odd;
}
