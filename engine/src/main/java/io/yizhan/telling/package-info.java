/** What goes out of the engine by itself, each on threads of its own while this node owns the region: webhooks, letters, reminders. */
@NullMarked
package io.yizhan.telling;

import org.jspecify.annotations.NullMarked;
