package io.yizhan.http.catalogue;

import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.edition.Consequences.Met;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/** Why a catalogue is not taken. */
final class CatalogueProblems {
    private static final int RETRY_MS = 2_000;

    private CatalogueProblems() {}

    static Problem invalid(CatalogueInvalid invalid) {
        int count = invalid.problems().size() + invalid.unnamedCount();
        return Problem.of(
                ProblemCode.CATALOGUE_INVALID,
                json -> {
                    json.array("problems");
                    CatalogueJson.list(json, invalid.problems()).endArray();
                    if (invalid.unnamedCount() > 0) json.field("problemsUnnamed", invalid.unnamedCount());
                },
                Integer.toString(count));
    }

    static Problem of(Exchange exchange, Replacement refused) {
        return switch (refused) {
            case Replacement.Outdated it ->
                Problem.of(
                        ProblemCode.CATALOGUE_CHANGED,
                        json -> json.field("etag", CatalogueJson.etag(it.present())),
                        CatalogueJson.etag(it.present()));
            case Replacement.OtherCity it -> Problem.of(ProblemCode.CITY_FIXED, it.served());
            case Replacement.OtherZone it -> Problem.of(ProblemCode.ZONE_FIXED, it.zone());
            case Replacement.VenuesReserved it ->
                venuesReserved(exchange, it.consequences().gone());
            case Replacement.Contradicted it ->
                Problem.of(ProblemCode.CATALOGUE_CONTRADICTED, json -> {
                    json.array("obstacles");
                    it.obstacles().forEach(json::value);
                    json.endArray();
                });
            case Replacement.Unavailable it -> Problem.retry(ProblemCode.CATALOGUE_UNAVAILABLE, RETRY_MS);
            case Replacement.Declined it -> throw new AssertionError(it);
            case Replacement.Stands it -> throw new AssertionError(it);
        };
    }

    private static Problem venuesReserved(Exchange exchange, Met gone) {
        return Problem.of(
                ProblemCode.VENUES_RESERVED,
                json -> {
                    json.field("affected", gone.count()).array("reservations");
                    new CatalogueJson(exchange).list(json, gone).endArray();
                },
                Integer.toString(gone.count()));
    }
}
