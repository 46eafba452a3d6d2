/** Seeded mutation of what comes from outside: files, requests, tokens. */
@NullMarked
package io.yizhan.fuzz;

import org.jspecify.annotations.NullMarked;
