/** One reservation, above all its pass, which has to be there without a network, too. */

import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../kit/ask.js';
import { span, moment } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { to } from '../kit/route.js';
import { t } from '../kit/text.js';
import { announce, drawing, everySecond } from '../kit/view.js';
import * as me from './me.js';
import { actions, told, venues } from './card.js';
import { companions } from './companions.js';
import { detail } from '../kit/stations.js';

export function open(root, place) {
  const id = place.path[1] ?? '';
  let it;
  let station;
  let problem;
  let noPass = false;
  const along = companions(id, () => draw());

  const draw = drawing(root, () => {
    if (!it) return html`<a class="button bare" href="#/mine">← ${t('tab.mine')}</a><h1>${t('reservation.title')}</h1>${problem ? refusal(problem) : wait()}`;
    return html`
      <a class="button bare" href="#/mine">← ${t('tab.mine')}</a>
      <h1><bdi>${venues(it)}</bdi></h1>
      <p><span class="badge">${t(`state.${it.state}`)}</span> ${me.state.offline ? html`<span class="badge warn">${t('mine.offlineShort')}</span>` : nothing}</p>
      <p><strong>${span(it.start, it.items?.[0]?.end ?? it.end)}</strong>${station ? html`<br><a href=${to(['station', it.stationId])}><bdi>${station.name}</bdi></a><br><small><bdi>${station.address}</bdi></small>` : nothing}</p>
      ${it.items?.length > 1 ? html`<ul>${it.items.map((one) => html`<li>${span(one.start, one.end)}</li>`)}</ul>` : nothing}
      ${it.state === 'CONFIRMED' || it.state === 'CHECKED_IN' ? pass() : nothing}
      ${problem ? refusal(problem) : nothing}
      ${told(it)}
      ${it.cancelUntil && it.state === 'CONFIRMED' ? html`<p class="quiet">${t('book.cancelUntil', { at: moment(it.cancelUntil) })}</p>` : nothing}
      ${it.party > 1 ? html`<p>${t('book.party')}: ${it.party}</p>` : nothing}
      ${along.template(it)}
      <div class="row">${actions(it, act, false)}${it.state === 'CONFIRMED' ? html`<a class="button" href="/v1/reservations/${it.id}.ics">${t('mine.calendar')}</a>` : nothing}</div>
      <p class="quiet"><small>${it.id}</small></p>`;
  });

  function pass() {
    if (noPass) return html`<p class="note">${t('pass.none')}</p>`;
    return html`<section class="pass card"><img src="/v1/reservations/${it.id}/pass.png" width="480" height="480" alt=${t('pass.alt')} @error=${() => ((noPass = true), draw())}>
      <p>${t('pass.show')}</p></section>`;
  }

  async function act(run) {
    problem = undefined;
    const answer = await run(id);
    if (answer.ok) announce(t(`outcome.${answer.body.state}`));
    else problem = answer.problem;
    draw();
  }

  async function read() {
    const answer = await get(`/v1/reservations/${encodeURIComponent(id)}`);
    if (answer.ok) {
      it = answer.body;
      const known = await detail(it.stationId);
      if (known.ok) station = known.body;
      if (it.party > 1) along.read();
    } else {
      problem = answer.problem;
    }
    draw();
  }

  draw();
  read();
  const unlisten = me.whenChanged(() => {
    const now = me.state.reservations?.get(id);
    if (now && it && now.state !== it.state) read();
    else if (now && it) it = { ...it, ...now };
    draw();
  });
  const unnotice = me.whenNoticed(along.read);
  const stopTicking = everySecond(draw);
  return {
    moved: (next) => next.path[0] === 'reservation' && next.path[1] === id,
    close() {
      unlisten();
      unnotice();
      stopTicking();
    },
  };
}
