/** Small pieces that several places show. */

import { html, nothing } from '../vendor/lit-html.js';
import { n, t } from './text.js';
import { moment } from './clock.js';

/** How full somewhere is: in words, a bar for a glance, and whether that is sure. */
export function crowding({ inside, limit, level, confidence }) {
  if (level === 'UNKNOWN' || confidence === 'unknown') return html`<span class="crowd quiet">${t('crowd.UNKNOWN')}</span>`;
  const share = limit > 0 ? Math.min(100, Math.round((inside / limit) * 100)) : 0;
  return html`<span class="crowd ${level}">
    <span class="bar" aria-hidden="true"><span .style=${`width:${share}%`}></span></span>
    <span>${t(`crowd.${level}`)} · ${t('crowd.inside', { inside, limit })}${confidence === 'stale' ? html` <small>(${t('crowd.stale')})</small>` : nothing}</span>
  </span>`;
}

/** Of an occupancy, what a summary would say. LOW below half of the limit, HIGH from four fifths, as the engine has it. */
export function levelOf({ inside, limit, confidence }) {
  if (confidence === 'unknown' || !limit) return 'UNKNOWN';
  if (inside * 5 >= limit * 4) return 'HIGH';
  return inside * 2 >= limit ? 'MEDIUM' : 'LOW';
}

/** Why the engine refused, in its own words where it said some. */
export function refusal(problem) {
  if (!problem) return nothing;
  return html`<div class="refused" role="alert">
    <strong>${problem.title ?? t(`problem.${problem.code}`)}</strong>
    ${problem.detail ? html`<br><bdi>${problem.detail}</bdi>` : nothing}
    ${problem.reason ? html`<br>${t('why')}: <bdi>${problem.reason}</bdi>` : nothing}
    ${problem.releasesAt ? html`<br>${t('from', { at: moment(problem.releasesAt) })}` : nothing}
    ${problem.eligibleAt ? html`<br>${t('from', { at: moment(problem.eligibleAt) })}` : nothing}
    ${problem.freesAt ? html`<br>${t('frees', { at: moment(problem.freesAt) })}` : nothing}
    ${problem.until ? html`<br>${t('until', { at: moment(problem.until) })}` : nothing}
  </div>`;
}

/** Those limits that somebody may meet: what only bounds the engine's memory is told when it is near. */
export const near = (quotas) => quotas.filter((it) => it.rule !== 'REMEMBERED_RESERVATIONS' || it.current * 5 >= it.limit * 4);

/** Of a limit, how much is used. */
export function usage(quota, named) {
  const about = quota.kind ? named('kind', quota.kind) : '';
  const left = Math.max(0, quota.limit - quota.current);
  return html`<li class="usage">
    <span>${t(`quota.${quota.rule}`)}${about ? ` · ${about}` : ''}</span>
    <span>${t('quota.of', quota)}</span>
    <meter min="0" max=${quota.limit} value=${quota.current} aria-label=${t(`quota.${quota.rule}`)}></meter>
    <small>${n('quota.left', left)}</small>
  </li>`;
}

export const wait = () => html`<p class="quiet" aria-busy="true">${t('page.wait')}</p>`;
