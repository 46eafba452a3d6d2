package io.yizhan.core;

/** What comes of a command: an event, which is still to be applied, or at once an answer, because nothing changes. */
public sealed interface Decision permits Event, Outcome {}
