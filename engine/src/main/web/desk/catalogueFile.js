/**
 * Sends a city's file: byte by byte as it was chosen, since its lines are what problems are told by. By XMLHttpRequest, which says how much has been
 * sent; what the engine then does with it takes as long as it takes.
 */

import { noticeStatus } from '../kit/ask.js';
import { page } from '../kit/page.js';

/** @return as `ask` does */
export function putCatalogue(blob, { preview = false, reason, etag, sent, signal }) {
  const query = new URLSearchParams(preview ? { preview: 'true' } : { reason });
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/v1/admin/catalogue?${query}`);
    request.setRequestHeader('Content-Type', 'application/json');
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', page.language);
    request.setRequestHeader('If-Match', etag);
    request.upload.addEventListener('progress', (event) => sent(event.loaded));
    request.upload.addEventListener('load', () => sent(blob.size));
    request.addEventListener('load', () => done(answer(request)));
    request.addEventListener('error', () => done({ ok: false, lost: true, status: 0, problem: { code: 'no-answer' } }));
    request.addEventListener('abort', () => done({ ok: false, status: 0, problem: { code: 'no-answer' } }));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(blob);
  });
}

function answer(request) {
  noticeStatus(request.status);
  const ok = request.status >= 200 && request.status < 300;
  let said;
  try {
    said = JSON.parse(request.responseText);
  } catch {
    said = undefined;
  }
  return ok ? { ok, status: request.status, body: said } : { ok, status: request.status, problem: said?.code ? said : { code: `http-${request.status}` } };
}
