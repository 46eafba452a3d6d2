/**
 * A pretend crowd that makes a demonstration move: members book and cancel, gates count people in and out, desks check in. It knows the engine
 * by its front door alone, HTTP with development tokens, and nothing knows of it but who starts it.
 */
@NullMarked
package io.yizhan.traffic;

import org.jspecify.annotations.NullMarked;
