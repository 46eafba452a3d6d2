/** The e-map: districts' outlines, stations as dots that say how full they are. The list beside it has the same for who can't see it. */

import './trust.js';
import { page } from './page.js';
import { go } from './route.js';
import { t } from './text.js';

const COLOURS = { LOW: '--good', MEDIUM: '--warn', HIGH: '--bad', UNKNOWN: '--quiet' };
/** So that colour is not the only sign. */
const RADII = { LOW: 7, MEDIUM: 9, HIGH: 11, UNKNOWN: 5 };

let leaflet;

/** Leaflet, the first time: it and its style are larger than all the rest of the page. */
async function load() {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = new URL('../vendor/leaflet.css', import.meta.url);
  document.head.append(style);
  await import('../vendor/leaflet.js');
  return globalThis.L;
}

/** @param choose called with the station whose dot was clicked; without it the station's own place is gone to */
export function openMap(element, choose = (station) => go(['station', station.id])) {
  let map;
  let dots;
  let closed = false;
  let wanted;
  let placed = false;

  async function begin() {
    leaflet ??= load();
    const L = await leaflet;
    if (closed) return;
    map = L.map(element, { zoomControl: false, attributionControl: false, preferCanvas: false, scrollWheelZoom: false });
    dots = L.layerGroup().addTo(map);
    if (page.tiles) L.tileLayer(page.tiles).addTo(map);
    tools(L);
    if (page.outlines) outlines(L);
    if (wanted) draw(L);
  }

  async function outlines(L) {
    const answer = await fetch(new URL(`../map/${page.outlines}.json`, import.meta.url));
    if (!answer.ok || closed) return;
    L.geoJSON(await answer.json(), {
      interactive: false,
      style: { color: colour('--edge'), weight: 1, fillColor: colour('--surface'), fillOpacity: page.tiles ? 0 : 1 },
    })
      .addTo(map)
      .bringToBack();
  }

  /** Own buttons: Leaflet's would be written as text into the page. */
  function tools(L) {
    const Tools = L.Control.extend({
      onAdd() {
        const box = document.createElement('div');
        box.className = 'zoom';
        for (const [text, label, act] of [['+', 'map.in', () => map.zoomIn()], ['−', 'map.out', () => map.zoomOut()]]) {
          const button = document.createElement('button');
          button.type = 'button';
          button.textContent = text;
          button.setAttribute('aria-label', t(label));
          button.addEventListener('click', act);
          box.append(button);
        }
        if (page.tilesBy) box.append(Object.assign(document.createElement('small'), { textContent: page.tilesBy }));
        L.DomEvent.disableClickPropagation(box);
        return box;
      },
    });
    new Tools({ position: 'topright' }).addTo(map);
  }

  function draw(L) {
    const { stations, position } = wanted;
    dots.clearLayers();
    for (const station of stations) {
      const { lat, lon } = station.position;
      const dot = L.circleMarker([lat, lon], { radius: RADII[station.crowding.level], weight: 2, color: colour('--surface'), fillColor: colour(COLOURS[station.crowding.level]), fillOpacity: 1 });
      const label = document.createElement('span');
      label.textContent = `${station.name} · ${t(`crowd.${station.crowding.level}`)}`;
      dot.bindTooltip(label);
      dot.on('click', () => choose(station));
      dots.addLayer(dot);
    }
    if (position) dots.addLayer(L.circleMarker([position.lat, position.lon], { radius: 6, weight: 3, color: colour('--ink'), fillOpacity: 0 }));
    if (!placed) {
      placed = true;
      const bounds = L.latLngBounds(stations.map((it) => [it.position.lat, it.position.lon]));
      if (position) map.setView([position.lat, position.lon], 13);
      else if (bounds.isValid()) map.fitBounds(bounds.pad(0.05), { maxZoom: 12 });
    }
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  begin();
  return {
    show(stations, position) {
      wanted = { stations, position };
      if (map) leaflet.then(draw);
    },
    close() {
      closed = true;
      map?.remove();
    },
  };
}
