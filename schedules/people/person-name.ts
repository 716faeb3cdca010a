import type { Person } from './person.ts';

/** What somebody is called: the name, or the id of who has none. */
export function personName(people: readonly Pick<Person, 'id' | 'name'>[], id: string): string {
  return people.find((person) => person.id === id)?.name ?? id;
}
