/** Asks the TV not to sleep, again whenever the page is seen again. Whether it is granted is written on the page's root. Returns its undo. */
export function keepAwake(): () => void {
  document.addEventListener('visibilitychange', ask);
  ask();
  return () => document.removeEventListener('visibilitychange', ask);
}

function ask(): void {
  // Answers on the root element; it never rejects.
  void askOnce();
}

async function askOnce(): Promise<void> {
  const { dataset } = document.documentElement;
  if (document.visibilityState !== 'visible') return;
  if (!('wakeLock' in navigator)) {
    dataset['awake'] = 'unsupported';
    return;
  }
  try {
    await navigator.wakeLock.request('screen');
    dataset['awake'] = 'granted';
  } catch {
    // A browser may refuse, for instance on battery. The wall works all the same; the TV's own setting decides.
    dataset['awake'] = 'denied';
  }
}
