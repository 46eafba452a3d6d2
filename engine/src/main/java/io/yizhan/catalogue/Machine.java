package io.yizhan.catalogue;

/**
 * A smart machine of a station, which reports its state and its workouts.
 *
 * @param id unique in the city, for instance sh-001-m1
 * @param kind for instance TREADMILL; capitals and underscores
 */
public record Machine(String id, Text name, String kind) {}
