import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Behaviour, CrewFigures } from '#domain/staffing-plan.ts';
import { erlangA } from 'erlang-c';
import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { crewModels, type Demand } from './crew-models.ts';
import { followCrews } from './follow-crews.ts';
import { gammaNodes } from './rates/gamma-nodes.ts';
import { crewFigures } from './outcome.ts';
import { planQueue } from './plan-queue.ts';
import { skillFigures } from './skills/skill-figures.ts';
import { dayOf, usualQuestion } from './testing/flat-day.ts';

// Worked out by other programs than this one: ../erlang-c/testing/README.md says how.
const file = new URL('../erlang-c/testing/beyond-stationary.json.gz', import.meta.url);

type Row = Readonly<Record<string, number>>;
type ChatRow = Row & { readonly handle_s_at_level: readonly number[] };
type Rows<One = Row> = { readonly rows: readonly One[] };
type Sections = {
  readonly time_varying_mol: Rows;
  readonly rate_uncertainty_gamma: Rows;
  readonly rate_uncertainty_sl: Rows;
  readonly retrial_mm11: Rows;
  readonly redial_after_abandon: Rows<Row & { readonly exact_ctmc: Row }>;
  readonly callback: Rows;
  readonly chat_one_agent: Rows<ChatRow>;
  readonly chat_pool_least_loaded: Rows<ChatRow>;
  readonly multi_skill_N_design: Rows;
  readonly carry_over: {
    readonly cases: readonly { readonly patience_s: number; readonly rows: readonly Row[] }[];
  };
};

const read = (): Sections => JSON.parse(gunzipSync(readFileSync(file)).toString());
const of = (row: Row, name: string): number => Number(row[name]);

const level = { serviceLevel: 0.8, withinSeconds: 20 };

/** What a crew gives, as the plan works it out. */
function figuresOf(behaviour: Behaviour, demand: Demand, agents: number): CrewFigures {
  return crewFigures(crewModels(behaviour, level)(demand, 1).outcomeOf(agents));
}

const certain = (load: number, handleSeconds: number): Demand => ({
  load,
  handleSeconds,
  rates: gammaNodes(0, load),
});

/** Minutes of a day stand for the sine's time; the handle time is such that a period takes a day. */
const MINUTES = 1;
const DAY = 1440;

test('a load that swings: the plan joins minutes of a day by what the line carries, and staffs each as printed', () => {
  const handleSeconds = (DAY * 60) / (2 * Math.PI);
  // The third day: the first two only bring the line to its swing.
  const intervals = Array.from({ length: 3 * DAY }, (_, at) => {
    // An interval brings what comes on average between its two ends.
    const phase = (2 * Math.PI * (at + 0.5)) / DAY;
    const width = (2 * Math.PI) / DAY;
    const mean = 100 + (20 * Math.sin(phase) * Math.sin(width / 2)) / (width / 2);
    return {
      day: addDays(localDay('2026-11-23'), Math.floor(at / DAY)),
      minuteOfDay: at % DAY,
      offered: (mean * MINUTES * 60) / handleSeconds,
      handleSeconds,
      rateCv: 0,
    };
  });
  for (const share of [0.1, 0.5, 0.9]) {
    const plan = planQueue({
      ...usualQuestion({ behaviour: { kind: 'impatient', patienceSeconds: handleSeconds } }),
      queue: queueId('sine'),
      intervalMinutes: MINUTES,
      intervals,
      target: { waitShare: share },
    });
    for (const row of read().time_varying_mol.rows) {
      // The printed moment lies between two minutes; their mean is that of the moment.
      const at = 2 * DAY + Math.round((of(row, 't') / (2 * Math.PI)) * DAY);
      const [before, after] = [plan[at - 1], plan[at]];
      expect(((before?.load ?? 0) + (after?.load ?? 0)) / 2).toBeCloseTo(of(row, 'm_t'), 3);
      expect([before?.required, after?.required]).toContain(of(row, `s_alpha_${share}`));
      const carried = {
        agents: of(row, `s_alpha_${share}`),
        load: ((before?.load ?? 0) + (after?.load ?? 0)) / 2,
      };
      const { waitProbability } = erlangA({
        ...carried,
        handleSeconds,
        patienceSeconds: handleSeconds,
        withinSeconds: 0,
      });
      expect(waitProbability).toBeCloseTo(of(row, `pdelay_${share}`), 4);
    }
  }
});

test('an uncertain rate: the smallest crew whose people are all busy no more than a fifth of the time', () => {
  for (const row of read().rate_uncertainty_gamma.rows) {
    const [load, rateCv] = [of(row, 'mean_load'), of(row, 'cv_of_rate')];
    const [planned] = planQueue(
      usualQuestion({
        intervals: dayOf([load * 6], { handleSeconds: 300, rateCv }),
        behaviour: { kind: 'impatient', patienceSeconds: 300 },
        target: { allBusy: 0.2 },
        joining: 'never',
      }),
    );
    expect(planned?.required).toBe(of(row, 'smallest_N_mixed'));
    expect(planned?.figures?.allBusy).toBeCloseTo(of(row, 'p_wait_mixed_at_N'), 2);
    expect(planned?.oneFewer?.allBusy).toBeCloseTo(of(row, 'p_wait_mixed_at_N_minus_1'), 2);
    const sure = figuresOf({ kind: 'impatient', patienceSeconds: 300 }, certain(load, 300), of(row, 'N'));
    expect(sure.allBusy).toBeCloseTo(of(row, 'p_wait_poisson'), 12);
  }
});

test('an uncertain rate: the service level that is promised counts busy days by their contacts', () => {
  for (const row of read().rate_uncertainty_sl.rows) {
    const [planned] = planQueue(
      usualQuestion({
        intervals: dayOf([of(row, 'mean_load') * 6], {
          handleSeconds: of(row, 'aht_s'),
          rateCv: of(row, 'cv_of_rate'),
        }),
        behaviour: { kind: 'impatient', patienceSeconds: of(row, 'patience_s') },
        target: { serviceLevel: 0.01, withinSeconds: of(row, 'T_s') },
        leastAgents: of(row, 'agents'),
      }),
    );
    expect(planned?.required).toBe(of(row, 'agents'));
    expect(planned?.figures?.serviceLevel).toBeCloseTo(of(row, 'sl_offered_call_weighted'), 3);
  }
});

test('redials, call-backs and chats: the plan knows a crew as the chain behind it does', () => {
  const { retrial_mm11, redial_after_abandon, callback, chat_one_agent, chat_pool_least_loaded } = read();
  for (const row of retrial_mm11.rows) {
    const behaviour = {
      kind: 'redial',
      patienceSeconds: Infinity,
      redialShare: 0,
      redialDelaySeconds: 1 / of(row, 'nu'),
      waitingPlaces: 0,
      redialAfterBlock: 1,
    } as const;
    const figures = figuresOf(behaviour, certain(of(row, 'lam') / of(row, 'mu'), 1 / of(row, 'mu')), 1);
    expect(figures.occupancy).toBeCloseTo(of(row, 'p_busy'), 9);
  }
  for (const row of redial_after_abandon.rows) {
    const behaviour = {
      kind: 'redial',
      patienceSeconds: of(row, 'patience_s'),
      redialShare: of(row, 'redial_prob'),
      redialDelaySeconds: of(row, 'mean_redial_delay_s'),
    } as const;
    const figures = figuresOf(behaviour, certain(of(row, 'fresh_load'), of(row, 'aht_s')), of(row, 'agents'));
    expect(figures.abandonment).toBeCloseTo(of(row.exact_ctmc, 'p_abandon_per_attempt'), 7);
    expect(figures.waitShare).toBeCloseTo(of(row.exact_ctmc, 'p_wait_per_attempt'), 7);
  }
  for (const row of callback.rows) {
    const behaviour = {
      kind: 'callback',
      patienceSeconds: of(row, 'patience_s'),
      acceptShare: of(row, 'p_accept_callback'),
      reserve: of(row, 'reserve'),
    } as const;
    const figures = figuresOf(behaviour, certain(of(row, 'load'), of(row, 'aht_s')), of(row, 'agents'));
    expect(figures.allBusy).toBeCloseTo(of(row, 'p_all_busy'), 10);
    expect(figures.abandonment).toBeCloseTo(of(row, 'p_abandon_per_offered'), 10);
    expect(figures.occupancy).toBeCloseTo(of(row, 'occupancy'), 10);
  }
  for (const row of [...chat_one_agent.rows, ...chat_pool_least_loaded.rows]) {
    const [alone = 1] = row.handle_s_at_level;
    const behaviour = {
      kind: 'chat',
      patienceSeconds: of(row, 'patience_s'),
      paceAtLevel: row.handle_s_at_level.map((seconds) => seconds / alone),
    } as const;
    const figures = figuresOf(behaviour, certain(of(row, 'arrival_per_s') * alone, alone), of(row, 'agents'));
    expect(figures.waitShare).toBeCloseTo(of(row, 'p_wait'), 10);
    expect(figures.abandonment).toBeCloseTo(of(row, 'p_abandon'), 10);
    const idle = row['p_idle'] === undefined ? of(row, 'mean_idle_agents') : of(row, 'p_idle');
    expect(figures.occupancy).toBeCloseTo(1 - idle / of(row, 'agents'), 10);
  }
});

test('two skills in the shape of an N, by simulation, within four standard errors', () => {
  for (const row of read().multi_skill_N_design.rows) {
    const [a, b] = [queueId('a'), queueId('b')];
    const handleSeconds = of(row, 'aht_s');
    const rest = { handleSeconds, target: { serviceLevel: 0.8, withinSeconds: 0 } };
    const perHour = (name: string): number => (of(row, name) * 3600) / handleSeconds;
    const contacts = 4_000;
    const runs = 12;
    const figures = skillFigures(
      {
        queues: [
          { ...rest, queue: a, perHour: perHour('load_A'), patienceSeconds: of(row, 'patience_A_s') },
          {
            ...rest,
            queue: b,
            perHour: perHour('load_B'),
            patienceSeconds: of(row, 'patience_B_s'),
            headStartSeconds: 1e6,
          },
        ],
        groups: [
          { name: 'a', queues: [a] },
          { name: 'both', queues: [b, a] },
        ],
        sample: { seed: 3, runs, contacts },
      },
      [of(row, 'agents_group1_skill_A'), of(row, 'agents_group2_skills_AB')],
    );
    const [ofA, ofB] = figures.queues;
    // Who is answered within no time at all did not wait, so the error of the one is that of the other.
    const near = (got: number | undefined, name: string, error: number | undefined): void =>
      expect(Math.abs((got ?? 0) - of(row, name)), name).toBeLessThan(4 * (error ?? 0));
    near(ofA?.waitShare, 'p_wait_A', ofA?.serviceLevelError);
    near(ofB?.waitShare, 'p_wait_B', ofB?.serviceLevelError);
    near(ofA?.abandonment, 'p_abandon_A', ofA?.serviceLevelError);
    near(ofB?.abandonment, 'p_abandon_B', ofB?.serviceLevelError);
    const [one = 0, both = 0] = figures.groups;
    expect(one * of(row, 'agents_group1_skill_A')).toBeCloseTo(of(row, 'mean_busy_1'), 1);
    expect(both * of(row, 'agents_group2_skills_AB')).toBeCloseTo(of(row, 'mean_busy_2'), 1);
  }
});

test('crews that follow each other: what one interval leaves to the next', () => {
  for (const { patience_s: patienceSeconds, rows } of read().carry_over.cases) {
    const followed = followCrews({
      intervals: rows.map((row) => ({ load: of(row, 'lam_times_aht'), agents: of(row, 'agents') })),
      intervalSeconds: 1800,
      handleSeconds: 300,
      patienceSeconds,
      target: level,
    });
    for (const [at, row] of rows.entries()) {
      const one = followed[at];
      if (one?.outcome === undefined) throw new Error(`no interval ${at}`);
      const figures = crewFigures(one.outcome);
      expect(figures.waitShare).toBeCloseTo(of(row, 'p_wait_arrivals'), 10);
      expect(figures.abandonment).toBeCloseTo(of(row, 'p_abandon'), 10);
      expect(one.presentAtEnd).toBeCloseTo(of(row, 'mean_in_system_end'), 8);
      expect(one.waitShareAtEnd).toBeCloseTo(of(row, 'p_wait_end'), 10);
      expect(one.queueLength).toBeCloseTo(of(row, 'mean_queue_avg'), 8);
      const alone = figuresOf(
        { kind: 'impatient', patienceSeconds },
        certain(of(row, 'lam_times_aht'), 300),
        of(row, 'agents'),
      );
      expect(alone.waitShare).toBeCloseTo(of(row, 'sipp_p_wait'), 10);
    }
  }
});
