/** What members of a list are called by, the first that they have. */
const NAMES = ['id', 'queue', 'name', 'rule', 'kind'];

/**
 * A mistake whose place is told by names where the document has them: `people.12.skills` of 300 people tells nobody who is meant, `people, amy, skills`
 * does. Whoever has no name is counted from 1.
 */
export function placeByNames(document: unknown, mistake: string): string {
  const place = /^[A-Za-z]+(?:\.[A-Za-z0-9]+)*(?=[.:])/.exec(mistake)?.[0];
  if (place === undefined || !/\.\d/.test(place)) return mistake;
  let here: unknown = document;
  let said = '';
  for (const step of place.split('.')) {
    here = member(here, step);
    const isListed = /^\d+$/.test(step);
    const word = isListed ? nameOf(here, Number(step)) : step;
    said += said === '' ? word : isListed || said.includes(', ') ? `, ${word}` : `.${word}`;
  }
  return said + mistake.slice(place.length).replace(/^\./, ', ');
}

function nameOf(value: unknown, at: number): string {
  const name = NAMES.map((one) => member(value, one)).find((one) => typeof one === 'string' && one !== '');
  if (typeof name === 'string') return name;
  const [person, day] = ['person', 'day'].map((one) => member(value, one));
  return typeof person === 'string' && typeof day === 'string' ? `${person} ${day}` : `number ${at + 1}`;
}

const member = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
