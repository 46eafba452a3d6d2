/**
 * What I was told, and where I want to be written to. How many are new is a matter of this device: what somebody has seen here, it remembers. A new
 * one comes by the stream; the list is read again then, so that it is never put together from two sources.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, get } from '../kit/ask.js';
import { moment } from '../kit/clock.js';
import { refusal } from '../kit/parts.js';
import { page } from '../kit/page.js';
import { t } from '../kit/text.js';
import { announce } from '../kit/view.js';

const SHOWN = 5;
const SEEN = 'yizhan.seen';

const number = (id) => Number(id.slice(2));

/** @return {{template: () => any, read: () => Promise<void>}} */
export function notices(changed) {
  let all;
  let more = false;
  let contact;
  let problem;
  /** As it was when the place was opened: what is new stays marked while it is looked at. */
  const seen = Number(localStorage.getItem(SEEN) ?? 0);

  async function read() {
    const answer = await get('/v1/me/notifications?limit=50');
    // What can't be told now is no fault of whoever looks at their reservations.
    if (!answer.ok) return;
    all = answer.body.notifications;
    if (all.length) localStorage.setItem(SEEN, String(number(all[0].id)));
    if (contact === undefined) {
      const wanted = await get('/v1/me/contact');
      if (wanted.ok) contact = wanted.body;
    }
    changed();
  }

  async function save(event) {
    event.preventDefault();
    const email = new FormData(event.target).get('email').trim();
    const answer = await ask('PUT', '/v1/me/contact', { body: email ? { email, language: page.language } : {} });
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) {
      contact = answer.body;
      announce(t(email ? 'notices.saved' : 'notices.ended'));
    }
    changed();
  }

  function one(it) {
    const isNew = number(it.id) > seen;
    return html`<li class=${isNew ? 'new' : ''}>
      <span>${isNew ? html`<b class="badge good">${t('notices.new')}</b> ` : nothing}<bdi>${it.text}</bdi></span>
      <small>${moment(it.at)}</small>
    </li>`;
  }

  function template() {
    if (!all) return nothing;
    const shown = more ? all : all.slice(0, SHOWN);
    const fresh = all.filter((it) => number(it.id) > seen).length;
    return html`<h2>${t('notices.title')}${fresh ? html` <b class="badge good">${fresh}</b>` : nothing}</h2>
      ${all.length ? html`<ul class="plain notices">${shown.map(one)}</ul>` : html`<p class="quiet">${t('notices.none')}</p>`}
      ${all.length > SHOWN && !more ? html`<button @click=${() => ((more = true), changed())}>${t('more')}</button>` : nothing}
      ${contact?.mail ? html`<form class="row" @submit=${save}>
        <label>${t('notices.email')} <input name="email" type="email" autocomplete="email" maxlength="254" .value=${contact.email ?? ''}></label>
        <button>${t('notices.save')}</button>
      </form><p class="quiet">${t('notices.why')}</p>${problem ? refusal(problem) : nothing}` : nothing}`;
  }

  return { template, read };
}
