package io.yizhan.catalogue.edition;

import io.yizhan.core.Refusal;
import java.util.List;

/** What became of a {@link Proposal}, or would. */
public sealed interface Replacement {
    /**
     * It is in force and durable, or would be.
     *
     * @param edition the one that is in force now: of a preview, still the former one
     * @param differs whether the file is not the one that was in force before
     */
    record Stands(Edition edition, boolean differs, Consequences consequences) implements Replacement {}

    /** Whoever proposed it has not seen the present one. Nothing is changed. */
    record Outdated(Edition present) implements Replacement {}

    /** It is of another city. Nothing is changed. */
    record OtherCity(String served) implements Replacement {}

    /** Slot ids are local times: in another zone each one that was given out would name another hour. Nothing is changed. */
    record OtherZone(String zone) implements Replacement {}

    /** Reservations to come are at venues that it lacks. Nothing is changed. */
    record VenuesReserved(Edition present, Consequences consequences) implements Replacement {}

    /** The rows have what it contradicts: each line says what, and what to do. Nothing is changed. */
    record Contradicted(List<String> obstacles) implements Replacement {}

    /** The rows can't be reached, or have not followed. Whether it was stored is seen by the edition that is in force a second after they are back; the same proposal again brings it to its end. */
    record Unavailable(String why) implements Replacement {}

    /** The writer does not take what it is asked, or the city is elsewhere now. Where it was stored all the same, the same proposal again brings it to its end. */
    record Declined(Refusal refusal) implements Replacement {}
}
