/** What a token may do. `source` feeds events and sees nothing; each of the others may do what the one before it may. */
export const ROLES = ['source', 'wall', 'lead', 'planner', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What is asked for: to feed events, to read the event schema, or to see what a role sees. */
export type Need = 'ingest' | 'schema' | 'wall' | 'lead' | 'planner' | 'admin';

/** Whether the role may do it. */
export function mayDo(role: Role, need: Need): boolean {
  if (need === 'schema') return true;
  if (need === 'ingest') return role === 'source' || role === 'admin';
  return ROLES.indexOf(role) >= ROLES.indexOf(need);
}

/** Whether the word is a role. */
export function isRole(word: unknown): word is Role {
  return ROLES.some((role) => role === word);
}
