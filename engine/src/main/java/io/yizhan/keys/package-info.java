/** What a node signs passes, sessions and development tokens with: kept in its data folder, and in a cluster shared by all nodes. */
@NullMarked
package io.yizhan.keys;

import org.jspecify.annotations.NullMarked;
