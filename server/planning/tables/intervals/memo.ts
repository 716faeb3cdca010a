/** Different texts that are remembered: a year of quarter-hours has 35,040 starts. */
const MOST_REMEMBERED = 200_000;

/** What `read` answers, remembered by text: the same starts and counts come again and again. */
export function memo<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const value = known.get(text);
    if (value !== undefined) return value;
    const fresh = read(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, fresh);
    return fresh;
  };
}
