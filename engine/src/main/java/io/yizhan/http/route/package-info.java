/** The table of what is answered: each path with its methods, who may, and who answers it. */
@NullMarked
package io.yizhan.http.route;

import org.jspecify.annotations.NullMarked;
