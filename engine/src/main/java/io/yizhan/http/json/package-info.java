/** JSON as clients send and get it, and the texts for times and ids in it. */
@NullMarked
package io.yizhan.http.json;

import org.jspecify.annotations.NullMarked;
