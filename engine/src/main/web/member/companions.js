/**
 * Who comes along with a reservation: whoever has booked invites, hands each invitation on as a link, and takes one back. Who has accepted is not named:
 * that they come is all that is told.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, get, newKey } from '../kit/ask.js';
import { moment, now } from '../kit/clock.js';
import { refusal } from '../kit/parts.js';
import { n, t } from '../kit/text.js';
import { announce } from '../kit/view.js';

const LOOKS = { OPEN: 'warn', ACCEPTED: 'good' };
const HAD = new Set(['CONFIRMED', 'CHECKED_IN']);

/** @return {{template: (it: object) => any, read: () => Promise<void>}} of the reservation with this id */
export function companions(id, changed) {
  const path = `/v1/reservations/${encodeURIComponent(id)}/invitations`;
  let known;
  let problem;
  let busy = false;
  /** The invitation whose link was copied last. */
  let copied;

  async function read() {
    const answer = await get(path);
    if (answer.ok) known = answer.body;
    changed();
  }

  async function act(run, said) {
    if (busy) return;
    busy = true;
    changed();
    const answer = await run();
    busy = false;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) announce(said);
    await read();
  }

  const invite = (count) => act(() => ask('POST', path, { key: newKey(), body: { count } }), n('companions.invited', count));

  function withdraw(it) {
    if (it.state === 'ACCEPTED' && !window.confirm(t('companions.replaceSure'))) return;
    act(() => ask('DELETE', `${path}/${it.number}`, { key: newKey() }), t('companions.withdrawn'));
  }

  const link = (it) => `${location.origin}/#/invitation/${it.token}`;

  /** By what the device has for that; where it has nothing, the link is there to be copied. */
  async function share(it) {
    try {
      if (navigator.share) {
        await navigator.share({ title: document.title, text: t('companions.shareText'), url: link(it) });
        return;
      }
      await navigator.clipboard.writeText(link(it));
      copied = it.number;
      announce(t('companions.copied'));
    } catch {
      // Whoever changes their mind says no, and so does a browser without a clipboard: the link is shown.
    }
    changed();
  }

  function one(it, open) {
    return html`<li><div class="head"><span>${t('companions.number', { n: it.number })}</span><span class="badge ${LOOKS[it.state] ?? ''}">${t(`invitation.${it.state}`)}</span></div>
      ${it.token ? html`<p class="long"><small><a href=${link(it)}>${link(it)}</a></small></p>` : nothing}
      <div class="row">
        ${it.token ? html`<button class="small primary" @click=${() => share(it)} aria-label="${t('companions.share')}: ${it.number}">${copied === it.number ? t('companions.copied') : t('companions.share')}</button>` : nothing}
        ${open && (it.state === 'OPEN' || (it.state === 'ACCEPTED' && known.changes < known.policy.changesMax)) ? html`<button class="small" aria-disabled=${busy} @click=${() => withdraw(it)} aria-label="${t(`companions.end.${it.state}`)}: ${it.number}">${t(`companions.end.${it.state}`)}</button>` : nothing}
      </div></li>`;
  }

  function template(reservation) {
    if (reservation.party < 2 || !known || (!HAD.has(reservation.state) && known.invitations.length === 0)) return nothing;
    const open = HAD.has(reservation.state) && now() < Date.parse(known.policy.closesAt);
    const left = known.limit - known.current;
    const shown = known.invitations.filter((it) => it.state === 'OPEN' || it.state === 'ACCEPTED');
    return html`<section class="card companions" aria-labelledby="companions"><h2 id="companions">${t('companions.title')}</h2>
      <p class="quiet">${t('companions.about')} ${known.policy.holderPresent ? t('companions.holderFirst') : nothing}</p>
      ${shown.length ? html`<ul class="plain">${shown.map((it) => one(it, open))}</ul>` : nothing}
      ${problem ? refusal(problem) : nothing}
      ${open && left > 0 ? html`<div class="row"><button aria-disabled=${busy} @click=${() => invite(1)}>${t('companions.inviteOne')}</button>
        ${left > 1 ? html`<button aria-disabled=${busy} @click=${() => invite(left)}>${n('companions.inviteAll', left)}</button>` : nothing}</div>` : nothing}
      <p class="quiet"><small>${open ? html`${t('companions.until', { at: moment(known.policy.closesAt) })} ${n('companions.changes', Math.max(0, known.policy.changesMax - known.changes))}` : t('companions.closed')}</small></p></section>`;
  }

  return { template, read };
}
