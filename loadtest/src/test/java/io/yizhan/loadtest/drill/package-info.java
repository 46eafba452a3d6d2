@NullMarked
package io.yizhan.loadtest.drill;

import org.jspecify.annotations.NullMarked;
