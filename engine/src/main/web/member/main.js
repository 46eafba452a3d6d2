/** The member's page: which of its places is shown, and what is around all of them. */

import '../kit/trust.js';
import { html, render } from '../vendor/lit-html.js';
import { choose, page } from '../kit/page.js';
import { t } from '../kit/text.js';
import { here, whenMoved } from '../kit/route.js';
import { drawing } from '../kit/view.js';
import * as me from './me.js';
import * as find from './find.js';

/** What is not needed for the first look is loaded when it is. */
const PLACES = {
  station: { tab: 'find', load: () => import('./station.js') },
  activities: { tab: 'activities', load: () => import('./activities.js') },
  fitness: { tab: 'mine', load: () => import('./fitness.js') },
  mine: { tab: 'mine', load: () => import('./mine.js') },
  invitation: { tab: 'mine', load: () => import('./invitation.js') },
  companion: { tab: 'mine', load: () => import('./companion.js') },
  reservation: { tab: 'mine', load: () => import('./reservation.js') },
  draw: { tab: 'find', load: () => import('./draw.js') },
};

// A draw has an address of its own, to be shown to anybody.
const [, draw] = /^\/draw\/([^/]+)$/.exec(location.pathname) ?? [];
if (draw && !location.hash) history.replaceState(null, '', `/#/draw/${draw}`);

const main = document.getElementById('main');
let shown;
let moves = 0;

async function show(place) {
  const name = place.path[0] ?? '';
  if (shown?.name === name && shown.view.moved?.(place)) return;
  const move = ++moves;
  const { tab, load } = PLACES[name] ?? { tab: 'find', load: async () => find };
  const opened = await load();
  // Somebody may have gone on meanwhile.
  if (move !== moves) return;
  const first = shown === undefined;
  shown?.view.close();
  const root = document.createElement('div');
  main.replaceChildren(root);
  shown = { name, view: opened.open(root, place) };
  for (const link of document.querySelectorAll('[data-tab]')) {
    if (link.dataset.tab === tab) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (first) return;
  scrollTo(0, 0);
  // So that a screen reader begins to read there.
  main.focus({ preventScroll: true });
}

/** The account's corner: sign in, or who one is; and the other language. */
const account = document.getElementById('account');
const drawAccount = drawing(account, () => {
  const other = page.language === 'zh' ? 'en' : 'zh';
  const back = encodeURIComponent(`${location.pathname}${location.hash}`);
  return html`
    <button class="bare" lang=${other} @click=${() => choose(other)}>${t('page.otherLanguage')}</button>
    ${me.state.who === null ? html`<a class="button bare" href="/signin?return=${back}">${t('page.signIn')}</a>` : ''}
    ${me.state.who ? html`<a class="button bare" href="#/mine"><bdi>${me.state.who.name ?? me.state.who.subject}</bdi></a>` : ''}`;
});

const mineTab = document.querySelector('[data-tab="mine"]');
const count = document.createElement('span');
mineTab.append(count);

/** How many wait for something that their member has to do. */
function drawCount() {
  const waiting = me.upcoming().filter((it) => it.state === 'HELD' || it.state === 'OFFERED').length;
  render(waiting ? html`<span class="count">${waiting}<span class="unseen"> ${t('mine.toDo')}</span></span>` : '', count);
}

const lost = document.getElementById('lost');

me.whenChanged(() => {
  drawAccount();
  drawCount();
  lost.hidden = navigator.onLine && me.state.live !== 'lost';
});
addEventListener('online', () => (lost.hidden = me.state.live !== 'lost'));
addEventListener('offline', () => (lost.hidden = false));
lost.hidden = navigator.onLine;

whenMoved((place) => {
  drawAccount();
  show(place);
});
drawAccount();
show(here());
me.start();

/** Keeping all files for when there is no network can wait until the page is there. The browser itself looks for newer ones. */
const KEEP_AFTER_MS = 4_000;
if (navigator.serviceWorker && !navigator.serviceWorker.controller) {
  setTimeout(() => navigator.serviceWorker.register('/sw.js').catch(() => {}), KEEP_AFTER_MS);
}
