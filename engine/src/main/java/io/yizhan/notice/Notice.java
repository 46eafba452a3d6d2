package io.yizhan.notice;

import io.yizhan.core.NoticeKind;

/**
 * Something that a member is told.
 *
 * @param no higher than those of what the member was told before
 * @param reservationId that it is about
 * @param slots of that reservation, by their keys, in the order asked for
 * @param untilMs of an offer, until when it stands; of a strike, until when its member is suspended; 0 where it is neither, or they are not
 * @param reason of an operator or a closure; "" where none is told
 */
public record Notice(
        long no, NoticeKind kind, long reservationId, long[] slots, long atMs, long untilMs, String reason) {}
