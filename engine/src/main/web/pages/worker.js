/**
 * Keeps what is needed without a network: the page itself, and one's own reservations and passes as they were last seen. What is of the engine is
 * asked of the engine first, always; only where nothing answers is the kept one shown, and it says so.
 */
const SHELL = 'yizhan-shell-{version}';
const OWN = 'yizhan-own';
const ASSETS = '{assets}/';
/** An answer that is late is awaited; one that does not come is not. */
const ANSWER_MAX_MS = 6_000;
const MINE = /^\/v1\/(session|me\/reservations|me\/companionships(\/[^/]+(\/pass\.png)?)?|reservations\/[^/]+(\/pass\.png)?|stations\/[^/]+)$/;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(['/', {files}])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL && name !== OWN).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'forget') event.waitUntil(caches.delete(OWN));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith(ASSETS)) event.respondWith(kept(request));
  else if (request.mode === 'navigate' && url.pathname === '/') event.respondWith(engineFirst(request, SHELL, '/'));
  else if (MINE.test(url.pathname)) event.respondWith(engineFirst(request, OWN, request));
});

async function kept(request) {
  const known = await caches.match(request, { cacheName: SHELL });
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

async function engineFirst(request, name, key) {
  try {
    const answer = await fetch(request, request.mode === 'navigate' ? undefined : { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_MAX_MS)]) });
    if (answer.ok && answer.type === 'basic') await (await caches.open(name)).put(key, answer.clone());
    if (answer.status === 401) await caches.delete(OWN);
    return answer;
  } catch (failed) {
    const known = await caches.match(key, { cacheName: name, ignoreVary: true });
    if (!known) throw failed;
    const headers = new Headers(known.headers);
    headers.set('Yizhan-Offline', 'true');
    return new Response(known.body, { status: known.status, headers });
  }
}
