/** Tries again where the page has come and its script has not: an engine may stop between the two. Imports nothing, so as not to fail with the rest. */

const TRY_MS = 20_000;

setTimeout(async function again() {
  if ('started' in document.documentElement.dataset) return;
  const there = await fetch(location.href, { cache: 'no-cache' }).catch(() => undefined);
  if (there?.ok) location.reload();
  else setTimeout(again, TRY_MS);
}, TRY_MS);
