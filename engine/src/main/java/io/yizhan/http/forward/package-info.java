/** Requests whose region another node owns: they wait, are sent on, and are answered by what it says. */
@NullMarked
package io.yizhan.http.forward;

import org.jspecify.annotations.NullMarked;
