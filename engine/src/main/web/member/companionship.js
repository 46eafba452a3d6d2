/** Where and when one comes along: the same for an invitation, for a companion's pass, and in their list. */

import { html, nothing } from '../vendor/lit-html.js';
import { span } from '../kit/clock.js';
import { to } from '../kit/route.js';
import { detail } from '../kit/stations.js';
import { t } from '../kit/text.js';
import { venues } from './card.js';

/** @return {{template: (it: object) => any, read: (it: object) => Promise<void>}} */
export function whereAndWhen(changed) {
  let station;

  async function read(it) {
    const known = await detail(it.stationId);
    if (known.ok) station = known.body;
    changed();
  }

  const template = (it) => html`<p><strong><bdi>${venues(it)}</bdi></strong><br><time datetime=${it.start}>${span(it.start, it.items?.[0]?.end ?? it.end)}</time></p>
    ${station ? html`<p><a href=${to(['station', it.stationId])}><bdi>${station.name}</bdi></a><br><small><bdi>${station.address}</bdi></small></p>` : nothing}
    ${it.items?.length > 1 ? html`<ul>${it.items.map((one) => html`<li>${span(one.start, one.end)}</li>`)}</ul>` : nothing}`;

  return { template, read };
}

/** One of those that are listed. */
export const companionCard = (it) => html`<article class="card reservation">
  <header><h3><a href=${to(['companion', it.reservationId])}><bdi>${venues(it)}</bdi></a></h3><span class="badge good">${t('companion.badge')}</span></header>
  <time datetime=${it.start}>${span(it.start, it.items?.[0]?.end ?? it.end)}</time>
  <div class="row"><a class="button primary" href=${to(['companion', it.reservationId])}>${t('mine.pass')}</a></div></article>`;
