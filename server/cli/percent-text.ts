/** A share as `87.3 %`; what is not known is a dash. */
export function percentText(share: number | undefined, decimals = 1): string {
  return share === undefined || !Number.isFinite(share) ? '—' : `${(100 * share).toFixed(decimals)} %`;
}
