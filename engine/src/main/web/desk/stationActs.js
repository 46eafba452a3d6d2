/** What may be done at the desk with a station itself: say how many are inside, and that a machine is out of order. */

import { html, nothing } from '../vendor/lit-html.js';
import { ask } from '../kit/ask.js';
import { slotText } from '../kit/slots.js';
import { n, t } from '../kit/text.js';
import { openAct } from './act.js';

const INSIDE_MAX = 10_000;
/** The engine takes no change without a reason, not even to say what it would do; this one is told to nobody. */
const NOT_YET = '-';

const reasons = (of) => [1, 2, 3].map((it) => t(`desk.reason.${of}.${it}`));

/** Somebody has counted. @param inside what is shown now */
export function countByEye(station, inside, done) {
  const url = `/v1/admin/stations/${encodeURIComponent(station.id)}/occupancy`;
  let counted = inside;
  openAct({
    title: t('desk.count'),
    about: html`<dl class="facts"><dt>${t('desk.station')}</dt><dd><bdi>${station.name}</bdi></dd></dl>`,
    fields: (again) => html`<label>${t('desk.count.inside')}<input type="number" min="0" max=${INSIDE_MAX} step="1" .value=${String(counted)} @change=${(event) => {
      counted = Math.min(INSIDE_MAX, Math.max(0, Math.round(Number(event.target.value)) || 0));
      again();
    }}></label>`,
    reason: 'required',
    reasons: reasons('count'),
    preview: (reason) => ask('PUT', `${url}?preview=true`, { body: { inside: counted, reason: reason || NOT_YET } }),
    plan: (body) => html`<p>${t('desk.count.before', body)} ${drift(body.drift)}</p>
      ${body.aboveLimit ? html`<p class="warned slim"><strong>${t('desk.count.above', body)}</strong></p>` : nothing}`,
    confirm: (body) => t('desk.count.yes', body),
    act: (reason, key) => ask('PUT', url, { body: { inside: counted, reason }, key }),
    said: (body) => t('desk.count.done', body),
    done,
  });
}

/** By how many the gates were wrong. */
function drift(by) {
  if (by === 0) return t('desk.count.right');
  return by > 0 ? n('desk.count.tooMany', by) : n('desk.count.tooFew', -by);
}

/** Out of order it stays, whatever it says itself, until somebody puts it in order. */
export function markMachine(machine, done) {
  const url = `/v1/admin/equipment/${encodeURIComponent(machine.id)}/state`;
  const state = isMarked(machine) ? 'IN_ORDER' : 'OUT_OF_ORDER';
  openAct({
    title: t(`desk.machine.${state}`),
    about: html`<dl class="facts"><dt>${t('desk.machine')}</dt><dd><bdi>${machine.name}</bdi> <small>${machine.id}</small></dd></dl>`,
    reason: 'required',
    reasons: reasons(`machine.${state}`),
    reasonFor: t('desk.reasonForMember'),
    preview: (reason) => ask('PUT', `${url}?preview=true`, { body: { state, reason: reason || NOT_YET } }),
    plan: (body) => html`<p>${t(`desk.machine.${state}.told`)}</p>${machine.venueId ? bay(state, body) : nothing}`,
    confirm: () => t(`desk.machine.${state}.yes`),
    act: (reason, key) => ask('PUT', url, { body: { state, reason }, key }),
    said: () => t(`desk.machine.${state}.done`),
    done,
  });
}

/** A machine that is a venue: whom it takes a place from. */
function bay(state, body) {
  if (state === 'IN_ORDER') return html`<p>${t('desk.bay.opens')}</p>`;
  return html`<p class=${body.affected ? 'warned slim' : ''}><strong>${n('desk.bay.affected', body.affected ?? 0)}</strong></p>
    ${body.reservationsAffected?.length ? html`<ul class="plain">${body.reservationsAffected.map((it) => html`<li><bdi>${it.member}</bdi> <small>${it.slots.map((slot) => html`${slotText(slot)} `)}</small></li>`)}</ul>${body.more ? html`<p class="quiet">${t('desk.andMore')}</p>` : nothing}` : nothing}
    <p>${t('desk.bay.goesOn')}</p>`;
}

/** Whether an operator has put it out of order; a machine that says so itself gives no reason. */
export const isMarked = (machine) => machine.state === 'OUT_OF_ORDER' && machine.reason !== undefined;
