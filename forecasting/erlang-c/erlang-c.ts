export { erlangA } from './models/erlang-a.ts';
export { erlangB } from './models/erlang-b.ts';
export { erlangC } from './models/erlang-c.ts';
export { agentsFor } from './staffing/agents-for.ts';
export { withShrinkage } from './staffing/with-shrinkage.ts';
