package io.yizhan.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which acts somebody wants to see.
 *
 * @param within numbers of stations: only what was at one or several of them, and at no other; null for everything, what was at no station, too
 * @param station only what was here, among others; 0 for all
 * @param actor only of this operator; "" for all
 * @param subject only about this member; "" for all
 * @param before only what has a number below this one; 0 from the newest
 * @param limit at most so many, 1 or above
 */
public record AuditQuestion(
        @Nullable Set<Integer> within, int station, String actor, String subject, long before, int limit) {}
