import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  agentsFor,
  callbackOffer,
  carryOver,
  chatConcurrency,
  erlangA,
  gammaRate,
  modifiedOfferedLoad,
  nDesign,
  redial,
  redialFixedPoint,
  smallestCrew,
} from './erlang-c.ts';

// Worked out by other programs than this one: testing/README.md says how.
const file = new URL('./testing/beyond-stationary.json.gz', import.meta.url);

type Row = Readonly<Record<string, number>>;
type Sections = {
  readonly time_varying_mol: { readonly rows: readonly Row[] };
  readonly rate_uncertainty_gamma: { readonly rows: readonly Row[] };
  readonly rate_uncertainty_sl: { readonly rows: readonly Row[] };
  readonly retrial_mm11: { readonly rows: readonly Row[] };
  readonly redial_after_abandon: {
    readonly rows: readonly (Row & { readonly exact_ctmc: Row; readonly fixed_point: Row })[];
  };
  readonly callback: { readonly rows: readonly Row[] };
  readonly chat_one_agent: { readonly rows: readonly ChatRow[] };
  readonly chat_pool_least_loaded: { readonly rows: readonly ChatRow[] };
  readonly multi_skill_N_design: { readonly rows: readonly Row[] };
  readonly carry_over: {
    readonly cases: readonly { readonly patience_s: number; readonly rows: readonly Row[] }[];
  };
};
type ChatRow = Row & { readonly handle_s_at_level: readonly number[] };

const read = (): Sections => JSON.parse(gunzipSync(readFileSync(file)).toString());

/** A column of a row as a number; printed numbers may be text. */
const of = (row: Row, name: string): number => Number(row[name]);

function agree(got: number, row: Row, name: string, relative: number): void {
  const wanted = of(row, name);
  expect(Math.abs(got - wanted) / Math.abs(wanted), `${name}: got ${got}, printed ${wanted}`).toBeLessThan(
    relative,
  );
}

test('time-varying load: the modified offered load and the crews staffed for it', () => {
  for (const row of read().time_varying_mol.rows) {
    const load = modifiedOfferedLoad({
      loadAt: (t) => 100 + 20 * Math.sin(t),
      atSeconds: of(row, 't'),
      handleSeconds: 1,
    });
    agree(load, row, 'm_t', 1e-13);
    // With patience = handle time the number present is Poisson of that load, which is model A exactly.
    const same = { load, handleSeconds: 1, patienceSeconds: 1 };
    for (const share of [0.1, 0.5, 0.9]) {
      const target = { waitProbability: share };
      const { agents, figures } = agentsFor({ model: 'A', ...same, target });
      expect(agents).toBe(of(row, `s_alpha_${share}`));
      agree(figures.waitProbability, row, `pdelay_${share}`, 1e-11);
      const pointwise = agentsFor({ model: 'A', ...same, load: of(row, 'lambda_t'), target });
      expect(pointwise.agents).toBe(of(row, `s_pointwise_stationary_${share}`));
      const real = erlangA({ ...same, agents: pointwise.agents, withinSeconds: 0 });
      agree(real.waitProbability, row, `pdelay_if_pointwise_${share}`, 1e-11);
    }
  }
});

test('a gamma-distributed rate: delay, the smallest crew, and the call-weighted service level', () => {
  const { rate_uncertainty_gamma, rate_uncertainty_sl } = read();
  for (const row of rate_uncertainty_gamma.rows) {
    const question = {
      load: of(row, 'mean_load'),
      handleSeconds: 300,
      patienceSeconds: 300,
      withinSeconds: 0,
    };
    const delayWith = (agents: number): number =>
      gammaRate({ ...question, agents, rateCv: of(row, 'cv_of_rate') }).allBusy;
    agree(erlangA({ ...question, agents: of(row, 'N') }).waitProbability, row, 'p_wait_poisson', 1e-12);
    agree(delayWith(of(row, 'N')), row, 'p_wait_gamma_mixed_same_N', 1e-12);
    const judge = (agents: number) => ({ met: delayWith(agents) <= 0.2, margin: 0.2 - delayWith(agents) });
    const smallest = smallestCrew({ least: 1, guess: question.load, judge });
    expect(smallest).toBe(of(row, 'smallest_N_mixed'));
    agree(delayWith(smallest), row, 'p_wait_mixed_at_N', 1e-12);
    agree(delayWith(smallest - 1), row, 'p_wait_mixed_at_N_minus_1', 1e-12);
  }
  for (const row of rate_uncertainty_sl.rows) {
    const question = {
      agents: of(row, 'agents'),
      load: of(row, 'mean_load'),
      handleSeconds: of(row, 'aht_s'),
      patienceSeconds: of(row, 'patience_s'),
      withinSeconds: of(row, 'T_s'),
    };
    const mixed = gammaRate({ ...question, rateCv: of(row, 'cv_of_rate') });
    agree(mixed.serviceLevel.offered, row, 'sl_offered_call_weighted', 1e-11);
    agree(erlangA(question).serviceLevel.offered, row, 'sl_offered_at_mean_rate', 1e-11);
  }
});

test('redialling after blocking and after abandoning', () => {
  const { retrial_mm11, redial_after_abandon } = read();
  for (const row of retrial_mm11.rows) {
    const figures = redial({
      agents: 1,
      lines: 1,
      load: of(row, 'lam') / of(row, 'mu'),
      handleSeconds: 1 / of(row, 'mu'),
      patienceSeconds: Infinity,
      redialDelaySeconds: 1 / of(row, 'nu'),
      redialAfterAbandon: 0,
      redialAfterBlock: 1,
    });
    agree(figures.occupancy, row, 'p_busy', 1e-11);
    agree(figures.redialing, row, 'formula_mean_orbit', 1e-10);
  }
  for (const row of redial_after_abandon.rows) {
    const question = {
      agents: of(row, 'agents'),
      load: of(row, 'fresh_load'),
      handleSeconds: of(row, 'aht_s'),
      patienceSeconds: of(row, 'patience_s'),
    };
    const chain = {
      redialDelaySeconds: of(row, 'mean_redial_delay_s'),
      redialAfterAbandon: of(row, 'redial_prob'),
    };
    const figures = redial({ ...question, ...chain, redialAfterBlock: 0 });
    // The printed chain is cut at 85 redialling; it leaves out up to 4e-10 of the time.
    const exact = row.exact_ctmc;
    agree(figures.attemptsPerCall, exact, 'attempts_per_fresh_call', 1e-8);
    agree(figures.abandonProbability, exact, 'p_abandon_per_attempt', 1e-8);
    agree(figures.lostShare, exact, 'p_lost_forever_per_fresh', 1e-8);
    agree(figures.redialing, exact, 'mean_orbit', 1e-8);
    agree(figures.waitProbability, exact, 'p_wait_per_attempt', 1e-8);
    const fixed = redialFixedPoint({ ...question, withinSeconds: 0, redialShare: of(row, 'redial_prob') });
    agree(fixed.attemptsPerCall, row.fixed_point, 'attempts_per_fresh_call', 1e-12);
    agree(fixed.figures.abandonProbability, row.fixed_point, 'p_abandon_per_attempt', 1e-12);
    agree(fixed.figures.waitProbability, row.fixed_point, 'p_wait_per_attempt', 1e-12);
  }
});

test('callbacks offered to callers who find everyone busy', () => {
  for (const row of read().callback.rows) {
    const figures = callbackOffer({
      agents: of(row, 'agents'),
      load: of(row, 'load'),
      handleSeconds: of(row, 'aht_s'),
      patienceSeconds: of(row, 'patience_s'),
      acceptShare: of(row, 'p_accept_callback'),
      reserve: of(row, 'reserve'),
    });
    agree(figures.allBusy, row, 'p_all_busy', 1e-11);
    agree(figures.abandonProbability, row, 'p_abandon_per_offered', 1e-11);
    agree(figures.queueLength, row, 'mean_inbound_queue', 1e-11);
    agree(figures.callbacksWaiting, row, 'mean_callbacks_waiting', 1e-10);
    agree(figures.callbackDelaySeconds, row, 'mean_callback_delay_s', 1e-10);
    agree(figures.occupancy, row, 'occupancy', 1e-11);
  }
});

test('chat concurrency, for one agent and for a pool', () => {
  const { chat_one_agent, chat_pool_least_loaded } = read();
  for (const row of [...chat_one_agent.rows, ...chat_pool_least_loaded.rows]) {
    const figures = chatConcurrency({
      agents: of(row, 'agents'),
      arrivalsPerSecond: of(row, 'arrival_per_s'),
      handleSecondsAtLevel: row.handle_s_at_level,
      patienceSeconds: of(row, 'patience_s'),
    });
    agree(figures.waitProbability, row, 'p_wait', 1e-12);
    agree(figures.abandonProbability, row, 'p_abandon', 1e-11);
    agree(figures.chatsInService, row, 'mean_chats_in_service', 1e-12);
    agree(figures.idleAgents, row, row['p_idle'] === undefined ? 'mean_idle_agents' : 'p_idle', 1e-12);
  }
});

test('two skills in the shape of an N', () => {
  for (const row of read().multi_skill_N_design.rows) {
    const figures = nDesign({
      agentsA: of(row, 'agents_group1_skill_A'),
      agentsBoth: of(row, 'agents_group2_skills_AB'),
      loadA: of(row, 'load_A'),
      loadB: of(row, 'load_B'),
      handleSeconds: of(row, 'aht_s'),
      patienceSecondsA: of(row, 'patience_A_s'),
      patienceSecondsB: of(row, 'patience_B_s'),
    });
    agree(figures.waitProbabilityA, row, 'p_wait_A', 1e-11);
    agree(figures.waitProbabilityB, row, 'p_wait_B', 1e-11);
    agree(figures.abandonProbabilityA, row, 'p_abandon_A', 1e-10);
    agree(figures.abandonProbabilityB, row, 'p_abandon_B', 1e-10);
    agree(figures.busyA, row, 'mean_busy_1', 1e-11);
    agree(figures.busyBoth, row, 'mean_busy_2', 1e-11);
  }
});

test('what one interval leaves to the next', () => {
  for (const { patience_s: patienceSeconds, rows } of read().carry_over.cases) {
    const intervals = rows.map((row) => ({ load: of(row, 'lam_times_aht'), agents: of(row, 'agents') }));
    const handleSeconds = 300;
    const crew = { handleSeconds, patienceSeconds, withinSeconds: 20 };
    const carried = carryOver({ ...crew, intervals, intervalSeconds: 1800, start: 'steady' });
    for (const [at, row] of rows.entries()) {
      const figures = carried[at];
      if (figures === undefined) throw new Error(`no interval ${at}`);
      agree(figures.waitProbability, row, 'p_wait_arrivals', 1e-11);
      agree(figures.abandonProbability, row, 'p_abandon', 1e-11);
      agree(figures.meanPresentAtEnd, row, 'mean_in_system_end', 1e-11);
      agree(figures.waitProbabilityAtEnd, row, 'p_wait_end', 1e-11);
      agree(figures.queueLength, row, 'mean_queue_avg', 1e-11);
      const alone = erlangA({ ...crew, load: of(row, 'lam_times_aht'), agents: of(row, 'agents') });
      agree(alone.waitProbability, row, 'sipp_p_wait', 1e-11);
      if (row['sipp_p_abandon'] !== undefined) agree(alone.abandonProbability, row, 'sipp_p_abandon', 1e-11);
    }
  }
});
