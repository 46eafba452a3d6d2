/**
 * What may be put where a browser would run it (Trusted Types): two constants, and nothing else. Leaflet finds out what a browser can do by
 * writing one of them into an element; the other is where the service worker is.
 */

const HTML = '<svg/>';
const SCRIPT = '/sw.js';

globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text === HTML ? text : null),
  createScriptURL: (url) => (url === SCRIPT ? url : null),
});
