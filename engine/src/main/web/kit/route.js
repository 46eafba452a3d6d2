/** Where one is within a page, as its address says behind the `#`: so the back button, bookmarks and links work as everywhere. */

/** `#/station/sh-001?date=2026-11-21` is `{path: ['station', 'sh-001'], query: {date: '2026-11-21'}}`. */
export function here() {
  const hash = location.hash.startsWith('#/') ? location.hash.slice(2) : '';
  const [path, query = ''] = hash.split('?', 2);
  return { path: path.split('/').filter(Boolean).map(decoded), query: Object.fromEntries(new URLSearchParams(query)) };
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The address of a place, for `href`. Values that are empty are left out. */
export function to(path, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  const text = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** Goes there; with `instead`, the place where one was is no step back. */
export function go(path, query, instead = false) {
  const hash = to(path, query);
  if (hash === location.hash) return;
  if (instead) {
    history.replaceState(null, '', hash);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = hash;
  }
}

export function whenMoved(listener) {
  addEventListener('hashchange', () => location.hash === '' || location.hash.startsWith('#/') ? listener(here()) : undefined);
}
