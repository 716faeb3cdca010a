/**
 * (u − 1 + e⁻ᵘ)/u² by its series, to 1e-16 for |u| ≤ 1, where the plain form cancels. Answers ½ at 0; with it
 * 1 − e⁻ᵘ is u·(1 − u·f).
 */
export function nearFall(u: number): number {
  // Even and odd powers apart: two short chains of multiplications run side by side.
  const q = u * u;
  const evenHigh =
    1 / 479_001_600 +
    q * (1 / 87_178_291_200 + q * (1 / 20_922_789_888_000 + q * (1 / 6_402_373_705_728_000)));
  const even = 1 / 2 + q * (1 / 24 + q * (1 / 720 + q * (1 / 40_320 + q * (1 / 3_628_800 + q * evenHigh))));
  const oddHigh =
    1 / 39_916_800 + q * (1 / 6_227_020_800 + q * (1 / 1_307_674_368_000 + q * (1 / 355_687_428_096_000)));
  const odd = 1 / 6 + q * (1 / 120 + q * (1 / 5_040 + q * (1 / 362_880 + q * oddHigh)));
  return even - u * odd;
}
