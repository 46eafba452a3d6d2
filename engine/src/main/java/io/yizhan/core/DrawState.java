package io.yizhan.core;

/** How far a draw has come. Names are those of the API. */
public enum DrawState {
    /** Its window for entries is still to come. */
    ANNOUNCED,
    /** People enter. */
    OPEN,
    /** Nobody enters any more, and something is still to be revealed. */
    CLOSED,
    /** The order is known, and places are given by it. */
    DRAWING,
    /** All has become of it that was to: the slot is like any other. */
    DRAWN
}
