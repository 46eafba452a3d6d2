package io.yizhan.catalogue;

/** @param id the administrative code, for instance 310101 */
public record District(String id, Text name) {}
