/**
 * Follows one of the engine's streams (Server-Sent Events) for as long as it is wanted: goes on where it was cut off, waits longer each time that
 * it fails, and notices a connection that is open and dead. By fetch and not by EventSource, which tells neither why it was refused nor that nothing
 * comes any more, and gives up for good after one bad answer.
 */

import { page } from './page.js';

/** The engine says something every 15 s. */
const SILENCE_MAX_MS = 40_000;
const WAIT_MIN_MS = 500;
/** A city of phones that come back within ten seconds is some hundred connections in each of them. */
const WAIT_MAX_MS = 10_000;
/** By whoever opens the same thing in too many windows. */
const REPLACED_WAIT_MS = 60_000;

/**
 * @param {string} path
 * @param {{after?: string, event: (name: string, data: any) => void, state: (state: 'live'|'lost'|'refused') => void, heard?: () => void}} told
 *     `event` also gets `reset`: what was missed can't be told, so read anew; `refused`: not for who asks, or there is no such thing;
 *     `heard`: the engine is there, whether it has news or not
 * @return what ends it
 */
export function follow(path, told) {
  let last = told.after;
  let stopped = false;
  let wait = WAIT_MIN_MS;
  let silence;
  let request;
  let wake = () => {};

  async function run() {
    while (!stopped) {
      request = new AbortController();
      const began = Date.now();
      const again = await once(request.signal);
      clearTimeout(silence);
      if (stopped || again === 'refused') return;
      told.state('lost');
      if (Date.now() - began > SILENCE_MAX_MS) wait = WAIT_MIN_MS;
      await sleep(again > 0 ? again : wait * (0.5 + Math.random() / 2));
      wait = Math.min(WAIT_MAX_MS, wait * 2);
    }
  }

  /** Until it ends. @return how long to wait before the next, 0 for the usual time */
  async function once(signal) {
    try {
      heard();
      const response = await fetch(path, {
        signal,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { Accept: 'text/event-stream', 'Accept-Language': page.language, ...(last === undefined ? {} : { 'Last-Event-ID': last }) },
      });
      if (!response.ok) {
        await response.body?.cancel();
        if (response.status === 429 || response.status >= 500) return Number(response.headers.get('Retry-After') ?? 0) * 1_000;
        told.state('refused');
        return 'refused';
      }
      told.state('live');
      return await read(response.body);
    } catch {
      return 0;
    }
  }

  async function read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    let replaced = false;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return replaced ? REPLACED_WAIT_MS : 0;
      heard();
      told.heard?.();
      wait = WAIT_MIN_MS;
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const name = message(text.slice(0, end));
        if (name === 'replaced') replaced = true;
        text = text.slice(end + 2);
      }
    }
  }

  function message(block) {
    let name = 'message';
    let data = '';
    for (const line of block.split('\n')) {
      if (line.startsWith('event:')) name = line.slice(6).trim();
      else if (line.startsWith('data:')) data += line.slice(5);
      else if (line.startsWith('id:')) last = line.slice(3).trim();
    }
    if (data || name !== 'message') told.event(name, data ? JSON.parse(data) : {});
    return name;
  }

  /** A device that slept, or lost its network without a word, would wait for ever. */
  function heard() {
    clearTimeout(silence);
    silence = setTimeout(() => request.abort(), SILENCE_MAX_MS);
  }

  function sleep(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      wake = () => (clearTimeout(timer), done());
    });
  }

  const now = () => {
    if (document.visibilityState === 'visible') wake();
  };
  addEventListener('online', now);
  document.addEventListener('visibilitychange', now);
  run();
  return () => {
    stopped = true;
    clearTimeout(silence);
    removeEventListener('online', now);
    document.removeEventListener('visibilitychange', now);
    request?.abort();
    wake();
  };
}
