import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameWindow, type Frame } from './frame-window.ts';

const frame = (text: string): Frame => ({ text, events: 1 });

test('there is room until so many frames are without an answer, wherever they are', () => {
  const window = frameWindow(3);
  for (const text of ['a', 'b', 'c']) window.add(frame(text));
  expect(window.hasRoom()).toBe(false);
  window.next();
  expect(window.hasRoom()).toBe(false);
  const answered = window.answered();
  expect(window.hasRoom()).toBe(true);
  if (answered !== undefined) window.rest(answered);
  expect(window.hasRoom()).toBe(false);
});

test('a frame that rested goes before those that were never sent', () => {
  const window = frameWindow(3);
  for (const text of ['a', 'b']) window.add(frame(text));
  window.next();
  const refused = window.answered();
  if (refused === undefined) throw new Error('a frame is on its way');
  window.rest(refused);
  window.wake(refused);
  window.wake(refused);
  expect([window.next()?.text, window.next()?.text, window.next()]).toEqual(['a', 'b', undefined]);
});

test('whatever happens on the way, no frame is lost and each is answered once', () => {
  const happenings = fc.array(fc.constantFrom('add', 'send', 'answer', 'wait', 'lose'), { maxLength: 60 });
  fc.assert(
    fc.property(happenings, (list) => {
      const window = frameWindow(8);
      const answered: string[] = [];
      const resting: Frame[] = [];
      let added = 0;
      const settle = (): void => {
        const one = window.answered();
        if (one !== undefined) answered.push(one.text);
      };
      for (const happening of list) {
        if (happening === 'add' && window.hasRoom()) window.add(frame(`${added++}`));
        if (happening === 'send') window.next();
        if (happening === 'answer') settle();
        if (happening === 'lose') window.lost();
        if (happening === 'wait') {
          const one = window.answered();
          if (one === undefined) continue;
          window.rest(one);
          resting.push(one);
        }
        expect(window.open() + answered.length).toBe(added);
      }
      for (const one of resting) window.wake(one);
      while (window.next() !== undefined) settle();
      while (window.inFlight() > 0) settle();
      expect(answered.map(Number).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: added }, (_, n) => n),
      );
    }),
  );
});
