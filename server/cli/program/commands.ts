import type { Command } from 'commander';

/** A command that is loaded when it is called. */
type CommandEntry = {
  readonly name: string;
  /** What it is for, in the list of all of them; its own help says more. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
};

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'convert',
    summary: 'turn call records of another system into events',
    load: async () => (await import('../convert/convert-command.ts')).convertCommand(),
  },
  {
    name: 'replay',
    summary: 'count a recording and report every interval',
    load: async () => (await import('../replay/replay-command.ts')).replayCommand(),
  },
  {
    name: 'query',
    summary: 'ask a recording for any measure, or for the contacts behind it',
    load: async () => (await import('../query/query-command.ts')).queryCommand(),
  },
  {
    name: 'start',
    summary: 'run the server: take events, count, alert, and serve the wall',
    load: async () => (await import('../start/start-command.ts')).startCommand(),
  },
  {
    name: 'forecast',
    summary: 'forecast what each queue will be offered, with bands',
    load: async () => (await import('../plan/forecast/forecast-command.ts')).forecastCommand(),
  },
  {
    name: 'backtest',
    summary: 'say how good forecasts of a history would have been',
    load: async () => (await import('../plan/forecast/backtest-command.ts')).backtestCommand(),
  },
  {
    name: 'staff',
    summary: 'plan how many people each queue needs',
    load: async () => (await import('../plan/staff/staff-command.ts')).staffCommand(),
  },
  {
    name: 'schedule',
    summary: 'give named people their shifts, ask why, and plan on',
    load: async () => (await import('../plan/schedule-command.ts')).scheduleCommand(),
  },
  {
    name: 'simulate',
    summary: 'write the events of a simulated contact centre',
    load: async () => (await import('../simulate/simulate-command.ts')).simulateCommand(),
  },
  {
    name: 'demo',
    summary: 'show a simulated contact centre, live, with nothing to set up',
    load: async () => (await import('../demo/demo-command.ts')).demoCommand(),
  },
  {
    name: 'doctor',
    summary: 'try each source of the definitions, and say how to mend it',
    load: async () => (await import('../doctor/doctor-command.ts')).doctorCommand(),
  },
  {
    name: 'feed',
    summary: 'play a recording into a running server',
    load: async () => (await import('../feed/feed-command.ts')).feedCommand(),
  },
  {
    name: 'hook',
    summary: 'try a mapping of a webhook on a sample',
    load: async () => (await import('../hook/hook-command.ts')).hookCommand(),
  },
  {
    name: 'backup',
    summary: 'copy everything of a data folder, while its server runs or not',
    load: async () => (await import('../backup/backup-command.ts')).backupCommand(),
  },
  {
    name: 'restore',
    summary: 'make a data folder of a backup',
    load: async () => (await import('../backup/restore-command.ts')).restoreCommand(),
  },
  {
    name: 'erase',
    summary: 'take a customer out of everything that is kept',
    load: async () => (await import('../erase/erase-command.ts')).eraseCommand(),
  },
  {
    name: 'journal',
    summary: 'say whether all that was acknowledged is there, and repair it',
    load: async () => (await import('../journal/journal-command.ts')).journalCommand(),
  },
  {
    name: 'token',
    summary: 'create, list and revoke access tokens',
    load: async () => (await import('../token/token-command.ts')).tokenCommand(),
  },
];
