/** The engine put together: its command line, its data folder, its ports, and the regions that it serves. */
@NullMarked
package io.yizhan.app;

import org.jspecify.annotations.NullMarked;
