import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { backtestCommand } from './cli/plan/backtest-command.ts';
import { convertCommand } from './cli/convert/convert-command.ts';
import { demoCommand } from './cli/demo-command.ts';
import { doctorCommand } from './cli/doctor-command.ts';
import { feedCommand } from './cli/feed/feed-command.ts';
import { forecastCommand } from './cli/plan/forecast-command.ts';
import { hookCommand } from './cli/hook-command.ts';
import { replayCommand } from './cli/replay-command.ts';
import { scheduleCommand } from './cli/plan/schedule-command.ts';
import { simulateCommand } from './cli/simulate-command.ts';
import { staffCommand } from './cli/plan/staff-command.ts';
import { startCommand } from './cli/start-command.ts';
import { tokenCommand } from './cli/token-command.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

await new Command('callboard')
  .description('Real-time workforce management for contact centres')
  .version(version)
  // Else options of a command's own commands (schedule replan --out) would be taken by the command above them.
  .enablePositionalOptions()
  .addCommand(convertCommand())
  .addCommand(replayCommand())
  .addCommand(startCommand())
  .addCommand(forecastCommand())
  .addCommand(backtestCommand())
  .addCommand(staffCommand())
  .addCommand(scheduleCommand())
  .addCommand(simulateCommand())
  .addCommand(demoCommand())
  .addCommand(doctorCommand())
  .addCommand(feedCommand())
  .addCommand(hookCommand())
  .addCommand(tokenCommand())
  .parseAsync();
