import { benchAccuracy } from './accuracy.bench.ts';
import { benchAsterisk } from './asterisk.bench.ts';
import { benchCoverage } from './coverage.bench.ts';
import { benchErlang } from './erlang-c.bench.ts';
import { benchHistory } from './history.bench.ts';
import { benchForecast } from './forecast.bench.ts';
import { benchHostile } from './hostile.bench.ts';
import { benchIngest } from './ingest.bench.ts';
import { benchKeeping } from './keeping.bench.ts';
import { benchLive } from './live.bench.ts';
import { benchReplay } from './replay.bench.ts';
import { benchRestart } from './restart.bench.ts';
import { benchSimulation } from './simulation.bench.ts';
import { benchSoak } from './soak.bench.ts';
import { benchStaffing } from './staffing.bench.ts';
import { benchSwitch } from './switch.bench.ts';
import { benchTables } from './tables.bench.ts';

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  replay: benchReplay,
  ingest: benchIngest,
  asterisk: benchAsterisk,
  restart: benchRestart,
  keeping: benchKeeping,
  live: benchLive,
  hostile: benchHostile,
  switch: benchSwitch,
  simulation: benchSimulation,
  erlang: benchErlang,
  forecast: benchForecast,
  history: benchHistory,
  accuracy: benchAccuracy,
  staffing: benchStaffing,
  coverage: benchCoverage,
  tables: benchTables,
};

/** Only when it is asked for: it takes as long as it is told. */
const long: typeof benches = { soak: benchSoak };

const asked = process.argv.slice(2);
for (const name of asked.length === 0 ? Object.keys(benches) : asked) {
  const bench = benches[name] ?? long[name];
  if (bench === undefined) throw new Error(`expected one of ${Object.keys(benches).join(', ')}, got ${name}`);
  console.log(`\n${name}`);
  await bench();
}
