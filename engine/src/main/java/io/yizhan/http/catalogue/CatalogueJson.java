package io.yizhan.http.catalogue;

import io.yizhan.catalogue.CatalogueDifference;
import io.yizhan.catalogue.CatalogueReview;
import io.yizhan.catalogue.Problem;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.edition.Consequences;
import io.yizhan.catalogue.edition.Consequences.Met;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.core.Reservation;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.ProblemCode;
import java.util.List;

/** What comes of a catalogue, as the schema {@code CatalogueChange} describes it. */
final class CatalogueJson {
    /** As many as somebody looks through; the rest is counted. */
    private static final int DIFFERENCES_MAX = 1_000;

    private static final int BYTES = 4_096;

    private final Exchange exchange;
    private final SlotIds slotIds;

    CatalogueJson(Exchange exchange) {
        this.exchange = exchange;
        slotIds = exchange.index().slotIds;
    }

    static String etag(Edition edition) {
        return quoted(edition.tag());
    }

    static String quoted(String tag) {
        return '"' + tag + '"';
    }

    JsonOut answer(Replacement.Stands stands, CatalogueReview review) {
        Consequences comes = stands.consequences();
        JsonOut json = exchange.json(BYTES)
                .object()
                .field("version", stands.edition().version())
                .field("differs", stands.differs());
        // Only a preview comes as far as here with some.
        if (comes.gone().count() > 0) json.field("refusal", ProblemCode.VENUES_RESERVED.code);
        differences(json, comes.difference().changes());
        json.object("slots")
                .field("opened", comes.slotsOpened())
                .field("kept", comes.slotsKept())
                .end();
        met(json.object("reservations"), "kept", comes.kept());
        met(json, "gone", comes.gone());
        json.end().array("fromNextStart");
        comes.fromNextStart().forEach(json::value);
        list(json.endArray().array("doubts"), review.warnings()).endArray();
        if (review.unnamedCount() > 0) json.field("doubtsUnnamed", review.unnamedCount());
        return json.end();
    }

    private static void differences(JsonOut json, List<CatalogueDifference.Change> changes) {
        json.array("differences");
        for (CatalogueDifference.Change change : changes.subList(0, Math.min(DIFFERENCES_MAX, changes.size()))) {
            json.object()
                    .field("of", change.sort().name())
                    .field("id", change.id())
                    .field("change", change.kind().name())
                    .array("fields");
            for (CatalogueDifference.Field field : change.fields()) {
                json.object().field("name", field.name());
                if (field.from() != null) json.json("from", field.from());
                if (field.to() != null) json.json("to", field.to());
                json.end();
            }
            json.endArray().end();
        }
        json.endArray();
        if (changes.size() > DIFFERENCES_MAX) json.field("differencesUnnamed", changes.size() - DIFFERENCES_MAX);
    }

    private void met(JsonOut json, String name, Met met) {
        json.object(name).field("count", met.count()).array("listed");
        list(json, met).endArray().end();
    }

    /** As elements of the array that is open. */
    JsonOut list(JsonOut json, Met met) {
        for (Reservation one : met.oldest()) {
            json.object()
                    .field("id", ReservationIds.format(one.id()))
                    .field("member", one.member())
                    .field("state", one.state().name())
                    .array("slots");
            for (long slot : one.slots()) json.value(slotIds.format(slot));
            json.endArray().field("party", one.party()).end();
        }
        return json;
    }

    /** As elements of the array that is open. */
    static JsonOut list(JsonOut json, List<Problem> problems) {
        for (Problem each : problems) {
            json.object().field("place", each.place());
            if (each.line() > 0) json.field("line", each.line()).field("column", each.column());
            json.field("text", each.text()).end();
        }
        return json;
    }
}
