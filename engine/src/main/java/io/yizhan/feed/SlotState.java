package io.yizhan.feed;

/** What a slot looks like to somebody who wants it (api.md). */
public enum SlotState {
    OPEN,
    /** Its places are drawn for, or will be: nobody books it, and for a while people enter. */
    DRAW,
    FULL,
    CLOSED,
    NOT_YET,
    PAST
}
