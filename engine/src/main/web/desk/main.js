/** The operator's desk: which of its rooms is open, who is there, and what is around all rooms. */

import { html, nothing, render } from '../vendor/lit-html.js';
import { choose, page } from '../kit/page.js';
import { refusal, wait } from '../kit/parts.js';
import { here, whenMoved } from '../kit/route.js';
import { t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { drawExpired } from './expired.js';
import * as who from './who.js';

/** Each is loaded when it is opened. Who has no role for one does not see it. */
const ROOMS = [
  { path: '', text: 'desk.now', load: () => import('./now.js') },
  { path: 'day', text: 'desk.day', load: () => import('./day.js') },
  { path: 'closures', text: 'desk.closures', load: () => import('./closures.js') },
  { path: 'draws', text: 'desk.draws', load: () => import('./draws.js') },
  { path: 'members', text: 'desk.members', load: () => import('./members.js') },
  { path: 'reports', text: 'desk.reports', load: () => import('./reports.js') },
  { path: 'catalogue', text: 'desk.catalogue', forAdmins: true, load: () => import('./catalogue.js') },
  { path: 'webhooks', text: 'desk.webhooks', forAdmins: true, load: () => import('./webhooks.js') },
  { path: 'audit', text: 'desk.audit', load: () => import('./audit.js') },
  { path: 'engine', text: 'desk.engine', forAdmins: true, load: () => import('./engine.js') },
];

// The engine room has an address of its own, for whoever runs the engine and nothing else.
if (location.pathname.endsWith('/engine') && !location.hash) history.replaceState(null, '', '/desk#/engine');

const main = document.getElementById('main');
const nav = document.getElementById('rooms');
let shown;
/** Where that is. */
let at;
let moves = 0;

const rooms = () => ROOMS.filter((it) => who.isOfDesk() && (!it.forAdmins || who.isAdmin()));

async function show(place) {
  // The room stays as it is behind what says so, for whoever comes back.
  if (who.state.expired) return;
  at = location.hash;
  if (!who.isOfDesk()) return close();
  const name = place.path[0] ?? '';
  if (shown?.name === name && shown.view.moved?.(place)) return;
  const room = rooms().find((it) => it.path === name) ?? rooms()[0];
  const move = ++moves;
  const opened = await room.load();
  // Somebody may have gone on meanwhile.
  if (move !== moves) return;
  const first = shown === undefined;
  shown?.view.close();
  const root = document.createElement('div');
  root.className = `room ${room.path || 'now'}`;
  main.replaceChildren(root);
  document.title = `${t(room.text)} · ${t('desk.title')} · ${page.city}`;
  shown = { name, view: opened.open(root, place) };
  drawNav();
  requestAnimationFrame(() => nav.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }));
  if (first) return;
  scrollTo(0, 0);
  // So that a screen reader begins to read there; a room that wants the keyboard elsewhere says so itself.
  if (!root.contains(document.activeElement)) main.focus({ preventScroll: true });
}

/** Nobody is there, or nobody for whom the desk is. */
function close() {
  shown?.view.close();
  shown = undefined;
  moves++;
  const root = document.createElement('div');
  root.className = 'room gate';
  main.replaceChildren(root);
  const { who: whoever, problem } = who.state;
  if (problem) return render(html`<h1>${t('desk.title')}</h1>${refusal(problem)}<button class="primary" @click=${() => who.start()}>${t('again')}</button>`, root);
  if (whoever === undefined) return render(wait(), root);
  render(
    html`<section class="card"><h1>${t('desk.title')}</h1>
      <p>${whoever === null ? t('desk.signIn') : html`${t('desk.notYours')} <bdi class="name">${whoever.name ?? whoever.subject}</bdi>`}</p>
      <div class="row"><a class="button primary" href=${who.signInLink()}>${t('page.signIn')}</a><a class="button" href="/">${t('desk.toMember')}</a></div>
    </section>`,
    root,
  );
}

const drawNav = drawing(nav, () =>
  rooms().map((it, i) => html`<a href="#/${it.path}" aria-current=${shown && it.path === shown.name ? 'page' : nothing} aria-keyshortcuts="Alt+${i + 1}" title="Alt+${i + 1}">${t(it.text)}</a>`),
);

addEventListener('keydown', (event) => {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !digit) return;
  const link = nav.querySelectorAll('a')[digit - 1];
  if (!link || document.querySelector('dialog[open]')) return;
  event.preventDefault();
  link.click();
});

const drawAccount = drawing(document.getElementById('account'), () => {
  const other = page.language === 'zh' ? 'en' : 'zh';
  const { who: whoever } = who.state;
  return html`
    <button class="bare" lang=${other} @click=${() => choose(other)}>${t('page.otherLanguage')}</button>
    ${whoever ? html`<span class="whoever"><bdi class="name">${whoever.name ?? whoever.subject}</bdi><small>${t(who.isAdmin() ? 'desk.role.admin' : 'desk.role.operator')}</small></span>
      <button class="bare" @click=${who.signOut}>${t('page.signOut')}</button>` : nothing}
    ${whoever === null ? html`<a class="button bare" href=${who.signInLink()}>${t('page.signIn')}</a>` : nothing}`;
});

const lost = document.getElementById('lost');
const drawLost = () => (lost.hidden = navigator.onLine);
addEventListener('online', drawLost);
addEventListener('offline', drawLost);
drawLost();

whenMoved((place) => {
  drawAccount();
  show(place);
});
who.whenChanged(() => {
  drawAccount();
  drawNav();
  drawExpired();
  if (!shown || !who.isOfDesk() || at !== location.hash) show(here());
});
drawAccount();
close();
who.start();
