import { html, nothing, type TemplateResult } from 'lit';
import { hourMinute, timeOfDay } from '../../format/clock.ts';
import { firstFit, textEms } from '../../format/text-ems.ts';
import type { Wordings } from '../words/wall-words.ts';
import { nameOf } from '../words/wall-words-of.ts';
import { icon } from './icon.ts';
import { isWrong, sourceWords } from './source-words.ts';
import { readAge } from './read-age.ts';
import type { View } from '../view/view.ts';

/** From here on there is room for the name of the centre, the seconds and the state of the connection. */
const ROOMY_EMS = 30;
const ICON_EMS = 1.15;
const GAP_EMS = 0.8;
/** Around an age that is hatched. */
const STALE_PAD_EMS = 0.8;
/** The button of a demonstration, with its speed and the gap before it. */
const DEMO_EMS = 5;
/** A name cut shorter than this says nothing. */
const LEAST_NAME_EMS = 4;

/** Where this is, what time it is there, and how old the figures are. `switchLanguage` is called by the language button. */
export function topStrip(view: View, switchLanguage: () => void): TemplateResult {
  const { board, clock, layout, words } = view;
  const isRoomy = layout.acrossEms >= ROOMY_EMS;
  const zone = board?.centre.zone;
  const time = zone === undefined ? '—' : isRoomy ? timeOfDay(clock, zone) : hourMinute(clock, zone);
  const age = readAge(view);
  const language = isRoomy ? words.session.otherLanguage : '';
  const name = leftWordings(view);
  const demo = isRoomy && board?.demo !== undefined ? DEMO_EMS : 0;
  const around = ICON_EMS + (age.state === 'stale' ? STALE_PAD_EMS : 0) + GAP_EMS * (isRoomy ? 4 : 2);
  const fixed = textEms(time) + textEms(language) + demo + around;
  const room = layout.acrossEms - 2 * layout.space.margin - fixed;
  const ageText = firstFit(age.wordings, room * (isRoomy ? 0.5 : 0.66));
  const left = room - textEms(ageText);
  const connection = isRoomy ? connectionWord(view, left - textEms(name[0] ?? '')) : '';
  const nameRoom = left - textEms(connection);
  return html`<header class="top" data-state=${age.state}>
    <h1 class="centre">${nameRoom < LEAST_NAME_EMS ? nothing : firstFit(name, nameRoom)}</h1>
    <span class="time">${time}</span>
    <span class="age">${icon(age.state)}<span>${ageText}</span></span>
    ${connection === '' ? nothing : html`<span class="connection">${connection}</span>`}
    ${
      demo === 0
        ? nothing
        : html`<callboard-demo
            .demo=${board?.demo}
            .language=${words.language}
            .zone=${zone}
          ></callboard-demo>`
    }
    ${isRoomy ? html`<button class="language" @click=${switchLanguage}>${language}</button>` : nothing}
  </header>`;
}

/** The name of the centre; where the table has no heading and pages, how many queues there are. */
function leftWordings({ board, layout, words }: View): Wordings {
  if (board === undefined) return [''];
  const all = Object.keys(board.queues).length;
  const places = layout.rows * layout.blocks;
  const isPaged = layout.space.header === 0 && all > places && places > 0;
  return isPaged ? words.column.some({ shown: places, all }) : [nameOf(board.centre.name, words, '')];
}

/**
 * How each source is, in as many words as there is room for; what is wrong is said where there is no room for it too.
 * The dead source that the age of the figures names is not said again.
 */
function connectionWord({ board, link, lost, words }: View, room: number): string {
  const { connected, reconnecting } = words.link;
  if (!('isOpen' in link)) return '';
  if (!link.isOpen) return reconnecting;
  const [dead] = lost;
  const others = Object.entries(board?.sources ?? {}).filter(
    ([id]) => !(dead !== undefined && 'source' in dead && dead.source === id),
  );
  const wordings = sourceWords(Object.fromEntries(others), words);
  const wrong = others.filter(([, source]) => isWrong(source));
  const usual = wrong.length > 0 || dead !== undefined ? [] : [connected];
  // A refused login is told below in a sentence.
  const matters = wrong.some(([, { isLoginRefused }]) => isLoginRefused !== true);
  const fitting = [...wordings, ...usual].find((wording) => textEms(wording) <= room);
  return fitting ?? (matters ? (wordings.at(-1) ?? '') : '');
}
