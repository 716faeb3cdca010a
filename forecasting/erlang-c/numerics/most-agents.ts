/** Crews, lines and waiting places above this are refused: sums over states must end, and no floor is larger. */
export const MOST_AGENTS = 10_000_000;
