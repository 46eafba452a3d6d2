package io.yizhan.catalogue;

/** A text for people, in Chinese and English. */
public record Text(String zh, String en) {}
