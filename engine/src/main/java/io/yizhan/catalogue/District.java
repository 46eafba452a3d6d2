package io.yizhan.catalogue;

/**
 * A part of the city, as its people name it.
 *
 * @param id the administrative code, for instance 310101
 */
public record District(String id, Text name) {}
