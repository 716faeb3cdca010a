/** Minutes since midnight of a time such as 09:30; 26:00 lies in the next night. The schema has seen to its shape. */
export function readClock(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
