package io.yizhan.core;

/**
 * To what somebody is invited, or comes along: a copy, safe on any thread. Whose reservation it is, a companion is not told.
 *
 * @param reservation as it stands
 * @param invitation theirs
 */
public record Companionship(Reservation reservation, CompanionTerms terms, Invitation invitation) {}
