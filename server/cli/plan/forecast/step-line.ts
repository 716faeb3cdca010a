import type { PlanningStep } from '../../../planning/work/planning-work.ts';
import type { Progress } from '../../progress.ts';
import { progressBar } from './progress-bar.ts';

/** Shows how far planning has come on the terminal's line of progress. */
export function stepLine(progress: Progress): (step: PlanningStep) => void {
  return (step) => progress.show(() => inWords(step));
}

function inWords(step: PlanningStep): string {
  switch (step.kind) {
    case 'rows':
      return `${step.source}: ${step.rows} rows`;
    case 'queue':
      return progressBar(step.number, step.of, `queues: ${step.queue}`);
    case 'intervals':
      return progressBar(step.done, step.of, 'intervals');
    case 'origins':
      return progressBar(step.done, step.of, `origins of queue ${step.number} of ${step.queues}`);
  }
}
