/** To what somebody is invited: where and when, what holds there, and accepting it. */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, get, newKey } from '../kit/ask.js';
import { moment } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { go } from '../kit/route.js';
import { t } from '../kit/text.js';
import { announce, drawing } from '../kit/view.js';
import { whereAndWhen } from './companionship.js';
import * as me from './me.js';

export function open(root, place) {
  const path = `/v1/invitations/${encodeURIComponent(place.path[1] ?? '')}`;
  let it;
  let problem;
  let busy = false;
  const where = whereAndWhen(() => draw());

  const draw = drawing(root, () => {
    if (me.state.who === null) return html`<h1>${t('invitation.title')}</h1><p>${t('invitation.signIn')}</p>
      <a class="button primary" href="/signin?return=${encodeURIComponent(`/${location.hash}`)}">${t('page.signIn')}</a>`;
    return html`<h1>${t('invitation.title')}</h1>
      ${problem ? refusal(problem) : nothing}
      ${it ? html`${where.template(it)}
        ${it.policy.holderPresent ? html`<p>${t('companions.holderFirstYou')}</p>` : nothing}
        ${it.state === 'OPEN' ? html`<p>${t('invitation.about')}</p><div class="row"><button class="primary" aria-disabled=${busy} @click=${accept}>${t('invitation.accept')}</button><a class="button" href="#/">${t('invitation.leave')}</a></div>
          <p class="quiet"><small>${t('invitation.until', { at: moment(it.policy.closesAt) })}</small></p>` : html`<p><span class="badge">${t(`invitation.${it.state}`)}</span></p>`}` : problem ? nothing : wait()}`;
  });

  async function accept() {
    if (busy) return;
    busy = true;
    draw();
    const answer = await ask('POST', `${path}/acceptance`, { key: newKey() });
    busy = false;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) {
      announce(t('invitation.accepted'));
      return go(['companion', answer.body.reservationId], {}, true);
    }
    draw();
  }

  async function read() {
    const answer = await get(path);
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) {
      // Who has accepted already is here for the pass.
      if (answer.body.state === 'ACCEPTED') return go(['companion', answer.body.reservationId], {}, true);
      it = answer.body;
      where.read(it);
    }
    draw();
  }

  draw();
  let known = Boolean(me.state.who);
  if (known) read();
  const unlisten = me.whenChanged(() => {
    if (me.state.who && !known) read();
    known = Boolean(me.state.who);
    draw();
  });
  return { moved: () => false, close: unlisten };
}
