/** Points in [−1, 1] and their weights. */
export type Rule = { readonly points: Float64Array; readonly weights: Float64Array };

/**
 * Gauss–Legendre rules on [−1, 1] as flat arrays for hot loops. Over a stretch on which a log-concave function falls by
 * e⁴ the 12-point rule, and by e³⁰ the 24-point rule, is good to about 1e-14 of the whole.
 */
export const GAUSS_LEGENDRE: { readonly short: Rule; readonly long: Rule } = {
  short: mirrored([
    [0.9815606342467192, 0.04717533638651183],
    [0.9041172563704749, 0.10693932599531843],
    [0.7699026741943047, 0.16007832854334622],
    [0.5873179542866175, 0.20316742672306592],
    [0.3678314989981802, 0.2334925365383548],
    [0.1252334085114689, 0.24914704581340277],
  ]),
  long: mirrored([
    [0.9951872199970213, 0.0123412297999872],
    [0.9747285559713095, 0.028531388628933663],
    [0.9382745520027328, 0.04427743881741981],
    [0.8864155270044011, 0.05929858491543678],
    [0.820001985973903, 0.0733464814110803],
    [0.7401241915785544, 0.08619016153195327],
    [0.6480936519369755, 0.09761865210411388],
    [0.5454214713888396, 0.10744427011596563],
    [0.4337935076260451, 0.1155056680537256],
    [0.3150426796961634, 0.12167047292780339],
    [0.1911188674736163, 0.1258374563468283],
    [0.06405689286260563, 0.12793819534675216],
  ]),
};

function mirrored(positive: readonly (readonly [number, number])[]): Rule {
  return {
    points: Float64Array.from(positive.flatMap(([point]) => [-point, point])),
    weights: Float64Array.from(positive.flatMap(([, weight]) => [weight, weight])),
  };
}
