import type { SourceEntry } from '../../links/source-health.ts';

/** Tells the health of a source what its switch does not answer, and how that is mended. */
export function judgeQuestion(
  health: Pick<SourceEntry, 'warn' | 'mended'>,
): (question: string, denial: string | undefined) => void {
  return (question, denial) => {
    if (denial === undefined) health.mended(question);
    else health.warn(question, `${question} was refused (${denial}): ${mendedBy(question, denial)}`);
  };
}

/** Whether the switch has no queues at all. */
export const isWithoutModule = (denial: string): boolean => denial.includes('Command not found');

/** What to do where a question is denied, or what is not known then. */
export function mendedBy(question: string, denial: string): string {
  if (question === 'strmicroepoch')
    return 'load mod_dptools, or the time of receipt has to do for the clock of the switch';
  if (question === 'uptime')
    return 'load mod_commands, and allow it; until then a restart is dated by the last word before it';
  if (isWithoutModule(denial)) return 'load mod_callcenter';
  if (denial.includes('permission denied'))
    return 'add callcenter_config to esl-allowed-api of the user in the directory';
  return 'agents and callers of before the connection are not known';
}
