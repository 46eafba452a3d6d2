package io.yizhan.feed;

/** What a slot looks like to somebody who wants it (api.md). */
public enum SlotState {
    OPEN,
    FULL,
    CLOSED,
    NOT_YET,
    PAST
}
