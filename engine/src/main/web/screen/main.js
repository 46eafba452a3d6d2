/**
 * A station's screen: a television on its wall, that nobody touches for weeks. It shows both languages in turn, follows the engine, and gets over
 * whatever happens to either. What it keeps is replaced and never added to, so that it needs no more memory after a month than after a minute.
 */

import { page } from '../kit/page.js';
import { textsOf } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { board } from './board.js';
import { dress } from './device.js';
import { keepUp } from './newer.js';
import { watch } from './watch.js';

/** How long one language is shown. */
const TURN_MS = 12_000;
const SECOND_MS = 1_000;

const station = decoded(location.pathname.split('/')[2] ?? '');
const order = languages(new URLSearchParams(location.search).get('lang'));
/** Both from the start: when it is the other's turn, the engine may be away. */
const texts = await Promise.all(order.map(textsOf));
const began = performance.now();

const root = document.getElementById('main');
root.replaceChildren();
const seen = watch(station, () => draw());
const draw = drawing(root, () => {
  const turns = Math.floor((performance.now() - began) / TURN_MS);
  const words = texts[turns % texts.length];
  if (document.documentElement.lang !== words.language) document.documentElement.lang = words.language;
  return board(seen.state, words, Math.floor(turns / texts.length));
});

setInterval(() => {
  seen.tick();
  draw();
}, SECOND_MS);
draw();
dress(root);
keepUp();
document.documentElement.dataset.started = '';

/** Both in turn, the page's first; `?lang=zh` keeps to one. */
function languages(only) {
  const both = page.language === 'en' ? ['en', 'zh'] : ['zh', 'en'];
  return both.includes(only) ? [only] : both;
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
