package io.yizhan.session;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's session ended before its time, or all of somebody's did.
 *
 * @param session its id; null for all that the subject had begun by then
 * @param forgetAtMs from when on it says nothing any more, since no session that it ended could still be good
 */
public record SessionEnd(String subject, @Nullable String session, long endedAtMs, long forgetAtMs) {}
