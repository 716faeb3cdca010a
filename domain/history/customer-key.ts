/** A customer key as it can be trusted; `isMangled`: it was told, and is no key any more. */
export type CustomerKey = { readonly customer: string | undefined; readonly isMangled: boolean };

/**
 * The key of a customer. A spreadsheet that takes a long number for a quantity keeps six digits of it: `6.02701E+11` is the key of a
 * million customers, so it is nobody's.
 */
export function customerKey(told: string | undefined): CustomerKey {
  const key = told?.trim();
  if (key === undefined || key === '') return { customer: undefined, isMangled: false };
  return MANGLED.test(key) ? { customer: undefined, isMangled: true } : { customer: key, isMangled: false };
}

const MANGLED = /^[+-]?\d(?:[.,]\d+)?[Ee]\+?\d{1,3}$/;
