/** Machines of a station: how they stand, and what the stream tells of one of them. */

import { html, nothing } from '../vendor/lit-html.js';
import { t } from './text.js';

const LOOKS = { AVAILABLE: 'good', IN_USE: 'warn', OUT_OF_ORDER: 'bad' };

/** The list as it is now that the stream has told how one of them stands. */
export function withMachine(machines, told) {
  return machines?.map((it) => (it.id === told.id ? { id: it.id, name: it.name, kind: it.kind, venueId: it.venueId, ...told } : it));
}

/** @param act what may be done with one, as a template */
export function machineList(machines, act) {
  return html`<ul class="plain machineList">${machines.map((it) => html`<li><span><bdi>${it.name}</bdi>${it.reason ? html` <small><bdi>${it.reason}</bdi></small>` : nothing}</span>
    <span class="badge ${LOOKS[it.state] ?? ''}">${t(`machine.${it.state}`)}</span> ${act?.(it) ?? nothing}</li>`)}</ul>`;
}

/** How many of them somebody could use at once: "5 of 14 free". */
export const machinesFree = (machines) => t('machine.free', { free: machines.filter((it) => it.state === 'AVAILABLE').length, all: machines.length });
