/**
 * Asks the engine. Whatever comes is a value: `{ok, status, body, problem, lost}`; a page never guesses what an answer would have been. Where the
 * answer may be lost, and asking again does no harm, it is asked again: reads, and what carries an Idempotency-Key.
 */

import { learnTime } from './clock.js';
import { page } from './page.js';

const ANSWER_MAX_MS = 15_000;
const TRIES_MAX = 4;
/** Who is to wait for longer is told so instead. */
const WAIT_MAX_MS = 5_000;
/** What a place could not read for want of an engine it asks for again after so long, for as long as it is open. */
export const AGAIN_MS = 5_000;

const listeners = new Set();

/** Calls when an answer says that whoever asks is not signed in any more. */
export function whenSignedOut(listener) {
  listeners.add(listener);
}

/** To be called with each status by whoever asks in another way than this. */
export function noticeStatus(status) {
  if (status === 401) listeners.forEach((listener) => listener());
}

export const get = (path, options) => ask('GET', path, options);

/** @param {{body?: object, key?: string, signal?: AbortSignal, headers?: object}} options `key`: the same for each try of one intention */
export async function ask(method, path, options = {}) {
  const harmless = method === 'GET' || options.key !== undefined;
  for (let tries = 1; ; tries++) {
    const answer = await once(method, path, options);
    if (options.signal?.aborted || !harmless || tries === TRIES_MAX) return answer;
    const again = answer.lost || answer.status === 503 || (answer.status === 429 && answer.retryAfterMs <= WAIT_MAX_MS);
    if (!again) return answer;
    await pause(Math.min(WAIT_MAX_MS, answer.retryAfterMs || 300 * 2 ** tries), options.signal);
  }
}

async function once(method, path, { body, key, signal, headers }) {
  const askedAt = Date.now();
  const inTime = AbortSignal.timeout(ANSWER_MAX_MS);
  try {
    const response = await fetch(path, {
      method,
      signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
      credentials: 'same-origin',
      cache: 'no-cache',
      headers: {
        Accept: 'application/json',
        'Accept-Language': page.language,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    learnTime(response.headers.get('Date'), askedAt);
    const type = response.headers.get('Content-Type') ?? '';
    const said = type.includes('json') ? await response.json() : await response.text();
    noticeStatus(response.status);
    return {
      ok: response.ok,
      status: response.status,
      body: response.ok ? said : undefined,
      problem: response.ok ? undefined : problem(said, response.status),
      etag: response.headers.get('ETag'),
      stale: response.headers.get('Yizhan-Stale') === 'true',
      offline: response.headers.get('Yizhan-Offline') === 'true',
      retryAfterMs: Number(response.headers.get('Retry-After') ?? 0) * 1_000,
    };
  } catch {
    // Of what was only asked nothing can have been done.
    return { ok: false, lost: true, status: 0, retryAfterMs: 0, problem: { code: method === 'GET' ? 'unreachable' : 'no-answer' } };
  }
}

function problem(said, status) {
  return said && said.code ? said : { code: `http-${status}` };
}

/** One intention of somebody: it keeps its key however often it is sent. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, '0')).join('');
}

function pause(ms, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
}
