package io.yizhan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What the rooms of the HTTP edge may know of each other (ARCHITECTURE.md, "The rooms of the HTTP edge"). */
final class HttpLayoutTest {
    private static final ArchRule HTTP_ROOMS_HAVE_NO_CYCLES =
            slices().matching("io.yizhan.http.(*)..").should().beFreeOfCycles();

    private static final ArchRule HTTP_ROOMS_DO_NOT_SEE_THEIR_WIRING = noClasses()
            .that()
            .resideInAPackage("io.yizhan.http.(*)..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.yizhan.http");

    /** From the street inwards: a room sees those below it, and of its own row none. */
    private static final ArchRule HTTP_ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("forward")
            .definedBy("io.yizhan.http.forward..")
            .layer("route")
            .definedBy("io.yizhan.http.route..")
            .layer("live")
            .definedBy("io.yizhan.http.live..")
            .layer("desk")
            .definedBy("io.yizhan.http.desk..")
            .layer("openactive")
            .definedBy("io.yizhan.http.openactive..")
            .layer("answers")
            .definedBy(
                    "io.yizhan.http.station..",
                    "io.yizhan.http.search..",
                    "io.yizhan.http.reservation..",
                    "io.yizhan.http.gate..",
                    "io.yizhan.http.equipment..",
                    "io.yizhan.http.fitness..",
                    "io.yizhan.http.iclock..",
                    "io.yizhan.http.closure..",
                    "io.yizhan.http.audit..",
                    "io.yizhan.http.event..",
                    "io.yizhan.http.notice..",
                    "io.yizhan.http.webhook..",
                    "io.yizhan.http.report..",
                    "io.yizhan.http.signin..",
                    "io.yizhan.http.capacity..",
                    "io.yizhan.http.catalogue..",
                    "io.yizhan.http.node..",
                    "io.yizhan.http.page..")
            .layer("exchange")
            .definedBy("io.yizhan.http.exchange..")
            .layer("loop")
            .definedBy("io.yizhan.http.loop..")
            .layer("problem")
            .definedBy("io.yizhan.http.problem..")
            .layer("client")
            .definedBy("io.yizhan.http.client..")
            .layer("forms")
            .definedBy(
                    "io.yizhan.http.json..",
                    "io.yizhan.http.head..",
                    "io.yizhan.http.region..",
                    "io.yizhan.http.auth..")
            .whereLayer("forward")
            .mayOnlyAccessLayers("route", "live", "exchange", "loop", "problem", "client", "forms")
            .whereLayer("route")
            .mayOnlyAccessLayers("exchange", "loop", "problem", "client", "forms")
            .whereLayer("live")
            .mayOnlyAccessLayers("answers", "exchange", "loop", "problem", "client", "forms")
            .whereLayer("desk")
            .mayOnlyAccessLayers("answers", "exchange", "loop", "problem", "client", "forms")
            .whereLayer("openactive")
            .mayOnlyAccessLayers("answers", "exchange", "loop", "problem", "client", "forms")
            .whereLayer("answers")
            .mayOnlyAccessLayers("exchange", "loop", "problem", "client", "forms")
            .whereLayer("exchange")
            .mayOnlyAccessLayers("loop", "problem", "client", "forms")
            .whereLayer("loop")
            .mayOnlyAccessLayers("problem", "client", "forms")
            .whereLayer("problem")
            .mayOnlyAccessLayers("forms")
            .whereLayer("client")
            .mayOnlyAccessLayers("forms")
            .whereLayer("forms")
            .mayNotAccessAnyLayer();

    @Test
    void theRoomsOfTheHttpEdgeSeeOnlyThoseBelowThem() {
        HTTP_ROOMS.check(EngineClasses.ALL);
        HTTP_ROOMS_HAVE_NO_CYCLES.check(EngineClasses.ALL);
        HTTP_ROOMS_DO_NOT_SEE_THEIR_WIRING.check(EngineClasses.ALL);
        EngineClasses.assertFailsBy(HTTP_ROOMS, "LawlessJson");
        EngineClasses.assertFailsBy(HTTP_ROOMS_HAVE_NO_CYCLES, "LawlessJson");
        EngineClasses.assertFailsBy(HTTP_ROOMS_DO_NOT_SEE_THEIR_WIRING, "LawlessJson");
    }
}
