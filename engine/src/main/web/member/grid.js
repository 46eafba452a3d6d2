/** A day as a member sees it: of each slot whether it is to be had, or is theirs. */

import { grid as anyGrid } from '../kit/grid.js';
import { n, t } from '../kit/text.js';
import * as me from './me.js';

const LEGEND = ['OPEN', 'FULL', 'DRAW', 'NOT_YET', 'CLOSED', 'mine'];

/** @param {{changed: Set<string>, choose: (slot: object) => void, isToday: boolean}} options `changed`: slots that have just changed */
export function grid(venues, { changed, choose, isToday }) {
  return anyGrid(venues, { cell, changed, choose, onlyToCome: isToday, legend: LEGEND });
}

function cell(venue, slot) {
  const mine = me.ofSlot(slot.id);
  return { look: `${slot.state} ${mine ? 'mine' : ''}`, says: mine ? t(`state.${mine.state}`) : state(venue, slot) };
}

function state(venue, slot) {
  if (slot.state === 'OPEN' && venue.allocation === 'POOLED') return n('slot.places', slot.remaining);
  if (slot.state === 'FULL' && slot.waitlist > 0) return n('slot.waiting', slot.waitlist);
  return t(`slot.${slot.state}`);
}
