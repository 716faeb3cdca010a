import { SHORT, WITHIN, decided, ended, is, type Truth } from './count-by-hand.ts';

/** When a profile counts a visit, whether it counts it, and whether as met. */
export const profilesByHand: Readonly<
  Record<string, [(one: Truth) => number, (one: Truth) => boolean, (one: Truth) => boolean]>
> = {
  arrival: [
    (one) => one.arrived,
    (one) => !isShort(one) && !(one.outcome === 'left' && one.reason === 'closed'),
    isMet,
  ],
  genesys: [decided, (one) => one.outcome !== 'left' && !isShort(one), isMet],
  amazon: [
    ended,
    () => true,
    (one) => one.wait <= WITHIN && (one.outcome !== 'left' || one.reason === 'callback'),
  ],
  'cisco-ignore': [
    verdict,
    (one) => one.outcome === 'answered' || (one.outcome === 'abandoned' && one.wait > WITHIN),
    isMet,
  ],
  'cisco-negative': [verdict, (one) => one.outcome !== 'left', isMet],
  'cisco-positive': [verdict, (one) => one.outcome !== 'left', (one) => one.wait <= WITHIN],
  talkdesk: [(one) => one.arrived, (one) => one.outcome !== 'left' && !isShort(one), isMet],
  'asterisk-1': [ended, is('answered'), isMet],
  'asterisk-2': [ended, (one) => one.outcome !== 'left', (one) => one.wait <= WITHIN],
  gbt33358: [
    (one) => one.arrived,
    (one) => !(one.outcome === 'left' && one.reason === 'closed'),
    is('answered'),
  ],
  'cn-1': [(one) => one.arrived, (one) => one.outcome !== 'left', (one) => one.wait <= WITHIN],
  'cn-2': [(one) => one.arrived, is('answered'), isMet],
  'cn-3': [(one) => one.arrived, (one) => one.outcome !== 'left', isMet],
  'cn-4': [
    (one) => one.arrived,
    (one) => one.outcome === 'answered' || (one.outcome === 'abandoned' && one.wait > WITHIN),
    isMet,
  ],
};

function isShort({ outcome, wait }: Truth): boolean {
  return outcome === 'abandoned' && wait < SHORT;
}
function isMet({ outcome, wait }: Truth): boolean {
  return outcome === 'answered' && wait <= WITHIN;
}
function verdict(one: Truth): number {
  return Math.min(decided(one), one.arrived + WITHIN);
}
