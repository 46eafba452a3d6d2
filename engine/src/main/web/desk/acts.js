/** What may be done at the desk with one reservation, one slot or one member: each by the dialog that asks first. */

import { html, nothing } from '../vendor/lit-html.js';
import { ask } from '../kit/ask.js';
import { clock, moment, span } from '../kit/clock.js';
import { slotText } from '../kit/slots.js';
import { n, t } from '../kit/text.js';
import { openAct } from './act.js';
import { affectedTable, stateBadge } from './pieces.js';

const CAPACITY_MAX = 10_000;
const NOTICE_MAX = 500;
/** The engine takes no change without a reason, not even to say what it would do; this one is told to nobody. */
const NOT_YET = '-';

const path = (of, id, act) => `/v1/admin/${of}/${encodeURIComponent(id)}/${act}`;
const reasons = (of) => [1, 2, 3].map((it) => t(`desk.reason.${of}.${it}`));

const about = (it) => html`<dl class="facts">
  <dt>${t('desk.member')}</dt><dd><bdi class="name">${it.subject}</bdi></dd>
  <dt>${t('desk.slot')}</dt><dd>${it.slots.map((slot) => html`<div>${slotText(slot)}</div>`)}</dd>
  <dt>${t('desk.party')}</dt><dd>${it.party}</dd>
</dl>`;

export function checkIn(it, done) {
  const url = path('reservations', it.id, 'check-in');
  openAct({
    title: t('desk.checkIn'),
    about: about(it),
    reason: 'optional',
    reasons: reasons('checkIn'),
    preview: () => ask('POST', `${url}?preview=true`, { body: {} }),
    plan: (body) => html`<p>${t('desk.stands')} ${stateBadge(body.state)}${body.checkInBy ? html` · ${t('checkIn.window', { from: clock(body.checkInFrom), by: clock(body.checkInBy) })}` : nothing}</p>`,
    confirm: () => t('desk.checkIn.yes'),
    act: (reason, key) => ask('POST', url, { body: reason ? { reason } : {}, key }),
    said: () => t('desk.checkIn.done'),
    done,
  });
}

export function cancel(it, done) {
  const url = path('reservations', it.id, 'cancellation');
  openAct({
    title: t('desk.cancel.title'),
    about: about(it),
    reason: 'required',
    reasons: reasons('cancel'),
    reasonFor: t('desk.reasonForMember'),
    danger: () => true,
    preview: (reason) => ask('POST', `${url}?preview=true`, { body: { reason: reason || NOT_YET } }),
    plan: (body) => html`<p>${t('desk.stands')} ${stateBadge(body.state)}</p><p>${t('desk.cancel.told')}</p>`,
    confirm: () => t('desk.cancel.yes'),
    act: (reason, key) => ask('POST', url, { body: { reason }, key }),
    said: () => t('desk.cancel.done'),
    done,
  });
}

/** The booking partner tells its customer: one begins with what stands now. */
export function giveNotice(it) {
  const url = path('reservations', it.id, 'notice');
  let notice;
  openAct({
    title: t('desk.notice.title'),
    about: about(it),
    fields: () => html`<label>${t('desk.notice.text')}<input name="notice" maxlength=${NOTICE_MAX} autocomplete="off" .value=${notice ?? ''} @input=${(event) => (notice = event.target.value)}></label>`,
    preview: async () => {
      const answer = await ask('POST', `${url}?preview=true`, { body: { notice: '' } });
      if (answer.ok) notice ??= answer.body.notice;
      return answer;
    },
    plan: (body) => html`<p>${body.notice ? html`${t('desk.notice.now')} <bdi>${body.notice}</bdi>` : t('desk.notice.none')}</p><p>${t('desk.notice.told')}</p>`,
    confirm: () => t('desk.notice.yes'),
    act: (reason, key) => ask('POST', url, { body: { notice: (notice ?? '').trim() }, key }),
    said: (body) => t(body.notice ? 'desk.notice.done' : 'desk.notice.takenBack'),
  });
}

export function forgive(subject, id, at, done) {
  const url = `/v1/admin/members/${encodeURIComponent(subject)}/strikes/${encodeURIComponent(id)}`;
  openAct({
    title: t('desk.forgive'),
    about: html`<dl class="facts"><dt>${t('desk.member')}</dt><dd><bdi class="name">${subject}</bdi></dd><dt>${t('desk.strike')}</dt><dd>${at ? moment(at) : ''} ${id}</dd></dl>`,
    reason: 'required',
    reasons: reasons('forgive'),
    preview: (reason) => ask('DELETE', `${url}?preview=true`, { body: { reason: reason || NOT_YET } }),
    plan: () => html`<p>${t('desk.forgive.told')}</p>`,
    confirm: () => t('desk.forgive.yes'),
    act: (reason, key) => ask('DELETE', url, { body: { reason }, key }),
    said: () => t('desk.forgive.done'),
    done,
  });
}

export function endSessions(subject, done) {
  const url = path('members', subject, 'sessions');
  openAct({
    title: t('desk.endSessions'),
    about: html`<dl class="facts"><dt>${t('desk.member')}</dt><dd><bdi class="name">${subject}</bdi></dd></dl>`,
    reason: 'required',
    reasons: reasons('endSessions'),
    danger: () => true,
    preview: (reason) => ask('DELETE', `${url}?preview=true`, { body: { reason: reason || NOT_YET } }),
    plan: () => html`<p>${t('desk.endSessions.told')}</p>`,
    confirm: () => t('desk.endSessions.yes'),
    act: (reason, key) => ask('DELETE', url, { body: { reason }, key }),
    said: () => t('desk.endSessions.done'),
    done,
  });
}

/** More places, or fewer: each number is asked about before it can be set. */
export function changeCapacity(venue, slot, done) {
  const url = path('slots', slot.id, 'capacity');
  let capacity = slot.capacity;
  openAct({
    title: t('desk.capacity'),
    about: html`<dl class="facts"><dt>${t('desk.slot')}</dt><dd><bdi>${venue.name}</bdi> ${span(slot.start, slot.end)}</dd>
      <dt>${t('desk.taken')}</dt><dd>${t('desk.takenOf', { taken: slot.capacity - slot.remaining, capacity: slot.capacity })}${slot.waitlist ? html` · ${n('slot.waiting', slot.waitlist)}` : nothing}</dd></dl>`,
    fields: (again) => html`<label>${t('desk.capacity.new')}<input type="number" min="1" max=${CAPACITY_MAX} step="1" .value=${String(capacity)} @change=${(event) => {
      capacity = Math.min(CAPACITY_MAX, Math.max(1, Math.round(Number(event.target.value)) || 1));
      again();
    }}></label>`,
    reason: 'required',
    reasons: reasons('capacity'),
    reasonFor: t('desk.reasonForMember'),
    danger: (body) => body.affected > 0,
    preview: (reason) => ask('PUT', `${url}?preview=true`, { body: { capacity, reason: reason || NOT_YET } }),
    plan: (body) => (body.affected === 0 ? html`<p class="done slim">${t('desk.capacity.nobody')}</p>`
      : html`<p class="warned slim"><strong>${n('desk.losePlace', body.affected)}</strong></p>${affectedTable(body.reservationsAffected, body.affected > body.reservationsAffected.length, n('desk.losePlace', body.affected))}`),
    confirm: (body) => (body.affected ? n('desk.capacity.yesCancel', body.affected, { capacity: body.capacity }) : t('desk.capacity.yes', { capacity: body.capacity })),
    act: (reason, key) => ask('PUT', url, { body: { capacity, reason }, key }),
    said: (body) => t('desk.capacity.done', { capacity: body.capacity }),
    done,
  });
}
