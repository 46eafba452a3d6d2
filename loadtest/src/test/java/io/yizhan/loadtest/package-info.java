@NullMarked
package io.yizhan.loadtest;

import org.jspecify.annotations.NullMarked;
