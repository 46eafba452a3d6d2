@NullMarked
package io.yizhan.loadtest.cluster;

import org.jspecify.annotations.NullMarked;
