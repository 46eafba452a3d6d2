/**
 * How people and programs get a session, and give it up: for a token, by an OpenID provider, or, in development, for the asking. Pages have
 * theirs in a cookie, and no token ever comes to a browser.
 */
@NullMarked
package io.yizhan.http.signin;

import org.jspecify.annotations.NullMarked;
