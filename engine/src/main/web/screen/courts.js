/** Of a day's slots, what somebody who stands in front of the screen wants to know: is one free now, and if not, when? */

/**
 * @param day as the engine has it
 * @return by kind, in the order of the station's venues: `free` of `all` now (0 of 0 where nothing is open now), and of the next time at which one is
 *     free `next`, `nextFree` and `nextAll`; places where they are `pooled`, else courts
 */
export function courts(day, nowMs) {
  const kinds = new Map();
  for (const venue of day.venues) kinds.set(venue.kind, [...(kinds.get(venue.kind) ?? []), venue]);
  return [...kinds].map(([kind, venues]) => ofKind(kind, venues, nowMs));
}

function ofKind(kind, venues, nowMs) {
  const slots = venues.flatMap((it) => it.slots);
  const current = slots.filter((it) => Date.parse(it.start) <= nowMs && Date.parse(it.end) > nowMs);
  const next = slots
    .filter((it) => Date.parse(it.start) > nowMs && it.state === 'OPEN' && it.remaining > 0 && !it.ofCourse)
    .reduce((first, it) => (first && Date.parse(first.start) <= Date.parse(it.start) ? first : it), undefined);
  const then = next ? slots.filter((it) => it.start === next.start) : [];
  return {
    kind,
    pooled: venues.some((it) => it.allocation === 'POOLED'),
    free: sum(current, left),
    all: sum(current, (it) => it.capacity),
    next: next?.start,
    nextFree: sum(then, (it) => (it.state === 'OPEN' ? it.remaining : 0)),
    nextAll: sum(then, (it) => it.capacity),
    over: slots.every((it) => Date.parse(it.end) <= nowMs),
  };
}

/** Only what an operator has closed has a reason. */
const left = (slot) => (slot.reason || slot.state === 'CLOSED' ? 0 : slot.remaining);

/** Of the whole day: places that are taken, of all that there are, and who waits for one. */
export function taken(day) {
  const open = day.venues.flatMap((it) => it.slots).filter((it) => !it.reason);
  return {
    places: sum(open, (it) => it.capacity - it.remaining),
    all: sum(open, (it) => it.capacity),
    waiting: sum(open, (it) => (it.state === 'PAST' ? 0 : it.waitlist)),
  };
}

function sum(those, of) {
  return those.reduce((total, it) => total + of(it), 0);
}
