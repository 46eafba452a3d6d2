package io.yizhan.catalogue.edition;

/**
 * Who puts another catalogue in force, for the audit.
 *
 * @param actor the admin, as its token says
 * @param reason why, at most {@value io.yizhan.core.Command#REASON_MAX} characters
 */
public record Author(String actor, String reason) {}
