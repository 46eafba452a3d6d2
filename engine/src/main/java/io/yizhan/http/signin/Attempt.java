package io.yizhan.http.signin;

/**
 * A sign-in that one browser has begun, and its provider has not finished yet.
 *
 * @param id what all secrets of it are made of, by a key that never leaves the nodes; by itself it tells nothing
 * @param returnPath where the browser goes then
 */
record Attempt(String id, String returnPath, long expiresAtMs) {}
