/** What the server says of the page it has sent: the city, its clock, and the language that was chosen. */

const said = document.documentElement.dataset;

export const page = {
  language: document.documentElement.lang,
  city: said.city,
  zone: said.zone,
  /** Kinds of venues that the city has. */
  kinds: said.kinds ? said.kinds.split(' ') : [],
  /** How many days ahead are announced, today among them. */
  days: Number(said.days) || 7,
  /** Of the districts' outlines; empty for none. */
  outlines: said.outlines,
  tiles: said.tiles,
  tilesBy: said.tilesBy,
  version: said.version,
};

/** The other language, from the next page on. A year: it is asked once. */
export function choose(language) {
  document.cookie = `yizhan-lang=${language}; path=/; max-age=31536000; samesite=lax`;
  location.reload();
}
