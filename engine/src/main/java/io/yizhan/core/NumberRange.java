package io.yizhan.core;

/** The numbers {@code from} to {@code to}, both included. */
public record NumberRange(long from, long to) {}
