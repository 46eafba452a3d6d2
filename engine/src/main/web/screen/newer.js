/**
 * Puts a newer page in the place of this one, once the engine serves one; nobody comes by to press a key. A browser that can't load a page shows an
 * error and stays there, so all that the new page needs is loaded first, which also leaves it in the browser's cache.
 */

import { page } from '../kit/page.js';

const ASK_MS = 240_000;
/** All of a city's screens at once would be a crowd. */
const SPREAD_MS = 60_000;
const ANSWER_MAX_MS = 15_000;
/** After a fault of our own a new page is the best that can be done, but not over and over. */
const FAULT_MS = 300_000;

export function keepUp() {
  let due;
  const soon = (waitMs) => {
    due ??= setTimeout(async () => {
      due = undefined;
      if (await loads()) location.reload();
    }, waitMs);
  };
  setInterval(async () => {
    const there = version(await text(here()));
    if (there && there !== page.version) soon(Math.random() * SPREAD_MS);
  }, ASK_MS + Math.random() * SPREAD_MS);
  for (const fault of ['error', 'unhandledrejection']) addEventListener(fault, () => soon(FAULT_MS + Math.random() * SPREAD_MS));
}

const here = () => `${location.pathname}${location.search}`;

const version = (html) => /<html[^>]* data-version="([^"]+)"/.exec(html ?? '')?.[1];

/** Whether the page that is served now would come up. */
async function loads() {
  const html = await text(here());
  if (!version(html)) return false;
  const needed = new Set(Array.from(html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g), (it) => it[1]));
  const loaded = await Promise.all(Array.from(needed, (it) => text(it, 'default')));
  return loaded.every((it) => it !== undefined);
}

/** @return undefined where it did not come */
async function text(path, cache = 'no-cache') {
  try {
    const response = await fetch(path, { cache, credentials: 'same-origin', signal: AbortSignal.timeout(ANSWER_MAX_MS) });
    const all = await response.text();
    return response.ok ? all : undefined;
  } catch {
    return undefined;
  }
}
