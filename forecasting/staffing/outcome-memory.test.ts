import { expect, test } from 'vitest';
import type { Behaviour } from '#domain/staffing-plan.ts';
import { crewModels } from './crew-models.ts';
import { crewFigures } from './outcome.ts';
import { gammaNodes } from './rates/gamma-nodes.ts';

test('what is remembered is the exact answer to a tenth of a point, and is asked for once', () => {
  const behaviour: Behaviour = { kind: 'chat', patienceSeconds: 120, paceAtLevel: [1, 1.3, 1.6] };
  const target = { serviceLevel: 0.8, withinSeconds: 20 };
  const exact = crewModels(behaviour, target);
  const remembered = crewModels(behaviour, target, { isLong: true });
  for (const load of [2.013, 5.5, 9.87])
    for (const agents of [2, 4, 6]) {
      const demand = { load, handleSeconds: 287, rates: gammaNodes(0, load) };
      const [one, other] = [exact, remembered].map((models) =>
        crewFigures(models(demand, load).outcomeOf(agents)),
      );
      expect(Math.abs((one?.serviceLevel ?? 0) - (other?.serviceLevel ?? 1))).toBeLessThan(0.001);
      expect(Math.abs((one?.abandonment ?? 0) - (other?.abandonment ?? 1))).toBeLessThan(0.001);
    }
});
