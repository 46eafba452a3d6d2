/** Where one comes along, above all the pass of one's own; and not coming after all. */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, get, newKey } from '../kit/ask.js';
import { refusal, wait } from '../kit/parts.js';
import { t } from '../kit/text.js';
import { announce, drawing } from '../kit/view.js';
import { whereAndWhen } from './companionship.js';
import * as me from './me.js';

const HAD = new Set(['CONFIRMED', 'CHECKED_IN']);

export function open(root, place) {
  const id = place.path[1] ?? '';
  const path = `/v1/me/companionships/${encodeURIComponent(id)}`;
  let it;
  let problem;
  let noPass = false;
  let busy = false;
  const where = whereAndWhen(() => draw());

  const draw = drawing(root, () => {
    const back = html`<a class="button bare" href="#/mine">← ${t('tab.mine')}</a>`;
    if (!it) return html`${back}<h1>${t('companion.title')}</h1>${problem ? refusal(problem) : wait()}`;
    const comes = it.state === 'ACCEPTED' && HAD.has(it.reservationState);
    return html`${back}<h1>${t('companion.title')}</h1>
      ${where.template(it)}
      ${it.state === 'ACCEPTED' ? nothing : html`<p class="warned">${t(`companion.${it.state}`)}</p>`}
      ${it.state === 'ACCEPTED' && !HAD.has(it.reservationState) ? html`<p class="warned">${t('companion.over')}</p>` : nothing}
      ${comes ? pass() : nothing}
      ${comes && it.policy.holderPresent ? html`<p>${t('companions.holderFirstYou')}</p>` : nothing}
      ${problem ? refusal(problem) : nothing}
      ${comes && it.reservationState === 'CONFIRMED' ? html`<div class="row"><button aria-disabled=${busy} @click=${leave}>${t('companion.leave')}</button></div>` : nothing}`;
  });

  function pass() {
    if (noPass) return html`<p class="note">${t('pass.none')}</p>`;
    return html`<section class="pass card"><img src="${path}/pass.png" width="480" height="480" alt=${t('pass.alt')} @error=${() => ((noPass = true), draw())}>
      <p>${t('pass.show')}</p></section>`;
  }

  async function leave() {
    if (busy || !window.confirm(t('companion.leaveSure'))) return;
    busy = true;
    draw();
    const answer = await ask('DELETE', path, { key: newKey() });
    busy = false;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) {
      it = answer.body;
      announce(t(`companion.${it.state}`));
    }
    draw();
  }

  async function read() {
    const answer = await get(path);
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) {
      it = answer.body;
      where.read(it);
    }
    draw();
  }

  draw();
  read();
  // What its holder does is told as a message: then it may stand otherwise.
  const unnotice = me.whenNoticed(read);
  return { moved: (next) => next.path[0] === 'companion' && next.path[1] === id, close: unnotice };
}
