/** The city's stations with how full they are, and the details of single ones; kept while the page is open. */

import { get } from './ask.js';
import { page } from './page.js';

const details = new Map();

/** Those that a filter leaves, all pages of them; null where there is no answer. */
export async function list(filter = {}, signal) {
  const all = [];
  let after;
  do {
    const query = new URLSearchParams({ limit: 500, ...filter, ...(after ? { after } : {}) });
    const answer = await get(`/v1/stations?${query}`, { signal });
    if (!answer.ok) return { problem: answer.problem, lost: answer.lost };
    all.push(...answer.body.stations);
    after = answer.body.next;
  } while (after);
  return { stations: all };
}

/** One, with its venues; asked for once. */
export function detail(id) {
  if (!details.has(id)) {
    const asked = get(`/v1/stations/${encodeURIComponent(id)}`);
    details.set(id, asked);
    asked.then((answer) => answer.ok || details.delete(id));
  }
  return details.get(id);
}

const EARTH_M = 6_371_008.8;

/** Along a great circle, in metres. */
export function distanceM(a, b) {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(h));
}

let format;

/** "640 m", "2.3 km" */
export function distanceText(metres) {
  format ??= new Intl.NumberFormat(page.language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 1 });
  return metres < 950 ? `${Math.round(metres / 10) * 10} m` : `${format.format(metres / 1_000)} km`;
}

/** Where the device is; null where nobody says. Kept for as long as the page is open. */
let whereabouts;
export function locate() {
  whereabouts ??= new Promise((done) => {
    if (!navigator.geolocation) return done(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lon: coords.longitude, lat: coords.latitude }),
      () => ((whereabouts = undefined), done(null)),
      { maximumAge: 300_000, timeout: 10_000 },
    );
  });
  return whereabouts;
}
