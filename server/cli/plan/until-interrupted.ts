/** What `work` answers; an interrupt (Ctrl-C) aborts its signal instead of ending the program. */
export async function untilInterrupted<Answer>(
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort();
  process.once('SIGINT', stop);
  try {
    return await work(interrupt.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
