/**
 * Controllers that push over HTTP in ZKTeco's protocols, for attendance and for access. They poll plain HTTP, only host and port can be set
 * in them, and nothing but the serial number tells one from another: so a gate of the catalogue names it, and from where it may come.
 */
@NullMarked
package io.yizhan.http.iclock;

import org.jspecify.annotations.NullMarked;
