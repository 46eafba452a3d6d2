/** My reservations, limits and data. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { ask, get, newKey } from '../kit/ask.js';
import { moment, now } from '../kit/clock.js';
import { near, refusal, usage, wait } from '../kit/parts.js';
import { n, named, t } from '../kit/text.js';
import { announce, drawing, everySecond } from '../kit/view.js';
import * as me from './me.js';
import { card } from './card.js';
import { companionCard } from './companionship.js';
import { notices } from './notices.js';
import { visits } from './visits.js';

const PAST_SHOWN = 10;
const COMING = new Set(['CONFIRMED', 'CHECKED_IN']);

export function open(root) {
  let standing;
  let problem;
  let allPast = false;
  /** Where one comes along with somebody else's reservation. */
  let along = [];
  /** What an erasure would end; undefined until it was asked. */
  let erasure;
  let erased = false;

  const been = visits(() => draw());
  const told = notices(() => draw());
  const draw = drawing(root, () => {
    if (erased) return html`<h1>${t('erase.done')}</h1><p>${t('erase.doneText')}</p>`;
    if (me.state.who === null) return html`<h1>${t('mine.title')}</h1><p>${t('mine.signIn')}</p>
      <a class="button primary" href="/signin?return=${encodeURIComponent('/#/mine')}">${t('page.signIn')}</a>`;
    const coming = me.upcoming();
    const past = me.past();
    return html`
      <h1>${t('mine.title')}</h1>
      ${me.state.offline ? html`<p class="warned">${t('mine.offline')}</p>` : nothing}
      ${problem ? refusal(problem) : nothing}
      ${me.state.reservations === undefined ? wait() : coming.length ? html`<ul class="plain">${repeat(coming, (it) => it.id, (it) => html`<li>${card(it, act)}</li>`)}</ul>` : html`<p>${t('mine.none')} <a href="#/">${t('mine.find')}</a></p>`}
      ${along.length ? html`<h2>${t('companion.list')}</h2><ul class="plain">${along.map((it) => html`<li>${companionCard(it)}</li>`)}</ul>` : nothing}
      ${told.template()}
      ${limits()}
      ${past.length ? html`<h2>${t('mine.past')}</h2><ul class="plain">${repeat(allPast ? past : past.slice(0, PAST_SHOWN), (it) => it.id, (it) => html`<li>${card(it, act)}</li>`)}</ul>
        ${past.length > PAST_SHOWN && !allPast ? html`<button @click=${() => ((allPast = true), draw())}>${t('more')}</button>` : nothing}` : nothing}
      <h2>${t('fitness.title')}</h2><p><a class="button" href="#/fitness">${t('fitness.see')}</a></p>
      ${been.template()}
      ${data()}`;
  });

  function limits() {
    if (!standing) return nothing;
    return html`<h2>${t('standing.title')}</h2>
      ${standing.suspendedUntil ? html`<p class="refused">${t('standing.suspended', { at: moment(standing.suspendedUntil) })}</p>` : nothing}
      ${standing.strikes.length ? html`<p class="warned">${n('standing.strikes', standing.strikes.length)}${standing.strikesMax ? ` ${t('standing.strikesMax', { max: standing.strikesMax })}` : ''}</p>
        <ul>${standing.strikes.map((it) => html`<li>${moment(it.at)} · ${t('standing.lapses', { at: moment(it.lapsesAt) })}</li>`)}</ul>` : nothing}
      <ul class="plain card">${near(standing.quotas).map((it) => usage(it, named))}</ul>`;
  }

  function data() {
    return html`<h2>${t('data.title')}</h2>
      <p>${t('data.text')}</p>
      <div class="row">
        <button @click=${save}>${t('data.export')}</button>
        <button class="danger" @click=${askErasure}>${t('data.erase')}</button>
        <button @click=${leave}>${t('page.signOut')}</button>
      </div>
      ${erasure ? html`<div class="refused" role="alert"><p><strong>${t('erase.sure')}</strong></p>
        <p>${n('erase.ends', erasure.reservations.length)}${erasure.more ? ' +' : ''} ${t('erase.text')}</p>
        ${erasure.suspendedUntil ? html`<p>${t('standing.suspended', { at: moment(erasure.suspendedUntil) })}</p>` : nothing}
        <div class="row"><button class="danger" @click=${erase}>${t('erase.yes')}</button><button @click=${() => ((erasure = undefined), draw())}>${t('erase.no')}</button></div></div>` : nothing}`;
  }

  async function act(run, id) {
    problem = undefined;
    const answer = await run(id);
    if (!answer.ok) problem = answer.problem;
    else announce(t(`outcome.${answer.body.state}`));
    draw();
    readStanding();
    return answer;
  }

  async function readStanding() {
    const answer = await get('/v1/me/standing');
    if (answer.ok) standing = answer.body;
    draw();
  }

  async function readAlong() {
    const answer = await get('/v1/me/companionships');
    if (answer.ok) along = answer.body.companionships.filter((it) => it.state === 'ACCEPTED' && COMING.has(it.reservationState) && Date.parse(it.end) > now());
    draw();
  }

  /** All pages, as one file. */
  async function save() {
    const pages = [];
    let after;
    do {
      const answer = await get(`/v1/me/export${after ? `?after=${encodeURIComponent(after)}` : ''}`);
      if (!answer.ok) {
        problem = answer.problem;
        return draw();
      }
      pages.push(answer.body);
      after = answer.body.next;
    } while (after);
    const { next, ...first } = pages[0];
    const all = { ...first, reservations: pages.flatMap((it) => it.reservations) };
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }));
    link.download = 'yizhan.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function askErasure() {
    const answer = await ask('DELETE', '/v1/me?preview=true', { key: newKey() });
    if (answer.ok) erasure = answer.body;
    else problem = answer.problem;
    draw();
  }

  async function erase() {
    const answer = await ask('DELETE', '/v1/me', { key: newKey() });
    if (answer.ok) {
      erased = true;
      await me.signOut();
    } else {
      problem = answer.problem;
    }
    draw();
  }

  async function leave() {
    const answer = await me.signOut();
    if (answer.problem && me.state.who) problem = answer.problem;
    draw();
  }

  function readMine() {
    readStanding();
    readAlong();
    been.read();
    told.read();
  }

  draw();
  if (me.state.who) readMine();
  let known = Boolean(me.state.who);
  const unlisten = me.whenChanged(() => {
    if (me.state.who && !known) readMine();
    known = Boolean(me.state.who);
    draw();
  });
  const unnotice = me.whenNoticed(() => (told.read(), readAlong()));
  const stopTicking = everySecond(draw);
  return {
    moved: (place) => place.path[0] === 'mine',
    close() {
      unlisten();
      unnotice();
      stopTicking();
    },
  };
}
