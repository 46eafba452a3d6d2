/** Where one begins: a place near me, at a time; and all stations, as a list and on a map. What was looked for is in the address. */

import { html } from '../vendor/lit-html.js';
import { go } from '../kit/route.js';
import { t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { freePlaces } from './freePlaces.js';
import { stationFinder } from './stationFinder.js';

/** What is free, and how full stations are, changes; nobody needs it by the second here. */
const ANEW_MS = 60_000;

export function open(root, place) {
  const state = { query: place.query, position: null };
  const draw = drawing(root, () => html`
    <h1>${t('find.title')}</h1>
    <p class="lead">${t('find.lead')}</p>
    ${places.template()}
    ${stations.template()}`);

  function move(changes) {
    state.query = { ...state.query, ...changes };
    go([], state.query, true);
  }

  const places = freePlaces({ state, draw, move });
  const stations = stationFinder({ state, draw, move, root });
  draw();
  stations.read();
  places.read();
  const timer = setInterval(() => {
    if (document.visibilityState !== 'visible') return;
    stations.read();
    places.anew();
  }, ANEW_MS);
  return {
    moved(next) {
      if (next.path.length > 0) return false;
      state.query = next.query;
      draw();
      return true;
    },
    close() {
      clearInterval(timer);
      places.close();
      stations.close();
    },
  };
}
