/**
 * A station's day as the engine has it: its slots, followed by the stream, and who has booked, read anew when the stream says that something is
 * otherwise, and every so often, since a check-in at another desk changes no slot.
 */

import { get } from '../kit/ask.js';
import { withMachine } from '../kit/machines.js';
import { newest } from '../kit/newest.js';
import { follow } from '../kit/stream.js';

const PAGES_MAX = 60;
/** A busy evening changes slots many times a second. */
const SETTLE_MS = 1_500;
const AGAIN_MS = 15_000;
const FRESH_MS = 4_000;

export function openStationDay(id, date, changed) {
  const day = { slots: undefined, reservations: undefined, occupancy: undefined, machines: undefined, problem: undefined, live: undefined, readAt: undefined, fresh: new Set(), changedSlots: new Set() };
  const at = `/v1/stations/${encodeURIComponent(id)}`;
  const request = new AbortController();
  const { signal } = request;
  const slots = newest(putSlot);
  let stopLive;
  let settling;
  let reading = false;
  let wanted = false;

  /** One at a time; what happens meanwhile is read after it. */
  day.read = async () => {
    if (reading) return void (wanted = true);
    reading = true;
    const all = [];
    let after;
    let failed;
    for (let i = 0; i < PAGES_MAX; i++) {
      const answer = await get(`/v1/admin/stations/${encodeURIComponent(id)}/reservations?date=${date}&limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`, { signal });
      if (signal.aborted) return;
      if (!answer.ok) {
        failed = answer.problem;
        break;
      }
      all.push(...answer.body.reservations);
      after = answer.body.next;
      if (!after) break;
    }
    reading = false;
    day.problem = failed;
    if (!failed) take(all);
    changed();
    if (wanted) {
      wanted = false;
      soon();
    }
  };

  function take(all) {
    const before = day.reservations && new Map(day.reservations.map((it) => [it.id, it.state]));
    day.reservations = all;
    if (!before) return;
    mark(day.fresh, all.filter((it) => before.get(it.id) !== it.state).map((it) => it.id));
  }

  function mark(set, ids) {
    if (ids.length === 0) return;
    ids.forEach((it) => set.add(it));
    setTimeout(() => {
      ids.forEach((it) => set.delete(it));
      changed();
    }, FRESH_MS);
  }

  function soon() {
    clearTimeout(settling);
    settling = setTimeout(day.read, SETTLE_MS);
  }

  async function readSlots() {
    await slots.read(
      () => get(`${at}/slots?date=${date}`, { signal }),
      (answer) => {
        if (answer.ok) day.slots = answer.body;
        else if (!signal.aborted) day.problem = answer.problem;
      },
    );
    if (!signal.aborted) changed();
  }

  /** From the version that was read on, so that nothing is missed. */
  async function begin() {
    day.read();
    await readSlots();
    const [occupancy, machines] = await Promise.all([get(`${at}/occupancy`, { signal }), get(`${at}/equipment`, { signal })]);
    if (signal.aborted) return;
    if (occupancy.ok) day.occupancy = occupancy.body;
    if (machines.ok) day.machines = machines.body.machines;
    if (!day.slots) return;
    stopLive = follow(`${at}/live?date=${date}&after=${day.slots.version}`, {
      event(name, data) {
        if (name === 'slot') slots.tell(data);
        else if (name === 'occupancy') day.occupancy = data;
        else if (name === 'equipment') day.machines = withMachine(day.machines, data);
        else if (name === 'reset') readSlots().then(day.read);
        changed();
      },
      state(live) {
        day.live = live;
        changed();
      },
    });
  }

  function putSlot(told) {
    const venue = day.slots.venues.find((it) => it.id === told.venue);
    const index = venue?.slots.findIndex((it) => it.id === told.id) ?? -1;
    if (index < 0) return;
    const { start, end } = venue.slots[index];
    venue.slots[index] = { ...told, start, end };
    mark(day.changedSlots, [told.id]);
    soon();
  }

  day.slot = (slot) => {
    for (const venue of day.slots?.venues ?? []) {
      const found = venue.slots.find((it) => it.id === slot);
      if (found) return { venue, slot: found };
    }
    return undefined;
  };

  begin();
  const timer = setInterval(() => document.visibilityState === 'visible' && day.read(), AGAIN_MS);
  day.close = () => {
    clearInterval(timer);
    clearTimeout(settling);
    stopLive?.();
    request.abort();
  };
  return day;
}
