package io.yizhan.catalogue;

/** @param kind for instance TREADMILL; capitals and underscores */
public record Machine(String id, Text name, String kind) {}
