/** Admins read the city's file, see what another one would change, and put it in force. */
@NullMarked
package io.yizhan.http.catalogue;

import org.jspecify.annotations.NullMarked;
