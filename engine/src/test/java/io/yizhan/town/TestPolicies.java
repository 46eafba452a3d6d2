package io.yizhan.town;

import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Release;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import java.time.LocalTime;

/** Policies with what every one has to say. */
public final class TestPolicies {
    private TestPolicies() {}

    public static Policy policy(
            String id, int holdTtlS, int cancelCutoffMin, int releaseDaysAhead, LocalTime releaseAt) {
        Terms terms = Terms.UNSET
                .with(Term.HOLD_TTL_MS, holdTtlS * 1_000)
                .with(Term.CANCEL_CUTOFF_MS, cancelCutoffMin * 60_000);
        return new Policy(id, terms, new Release(releaseDaysAhead, releaseAt));
    }
}
