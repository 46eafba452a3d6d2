package io.yizhan;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the core may know, and what its rooms may know of each other (ARCHITECTURE.md, "The picture"). */
final class CoreLayoutTest {
    private static final ArchRule CORE_IMPORTS = classes()
            .that()
            .resideInAPackage("io.yizhan.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.yizhan.core..",
                    "java..",
                    "org.agrona.collections..",
                    "org.jctools..",
                    "org.jspecify.annotations..");

    private static final ArchRule CORE_HAS_NO_FILES_THREADS_OR_NETWORK = noClasses()
            .that()
            .resideInAPackage("io.yizhan.core..")
            .and()
            .resideOutsideOfPackage("io.yizhan.core.draw..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio.channels..",
                            "java.nio.charset..",
                            "java.nio.file..",
                            "java.net..",
                            "java.sql..",
                            "java.time..",
                            "java.util.concurrent..",
                            "java.util.random..",
                            "java.security..")
                    .or(type(Thread.class))
                    .or(type(java.util.Random.class))
                    .or(type(java.util.SplittableRandom.class))
                    .or(type(java.util.UUID.class))
                    .or(type(java.util.Date.class))
                    .or(type(java.util.Timer.class)));

    /** Draws are hashed, which is a pure function that the platform has; nothing else of it is seen there. */
    private static final ArchRule DRAWS_HAVE_HASHES_ALONE = classes()
            .that()
            .resideInAPackage("io.yizhan.core.draw..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "io.yizhan.core..",
                            "java.lang..",
                            "java.util",
                            "java.util.function..",
                            "org.agrona.collections..",
                            "org.jspecify.annotations..")
                    .or(type(java.security.MessageDigest.class))
                    .or(type(java.security.NoSuchAlgorithmException.class))
                    .or(type(java.security.DigestException.class))
                    .or(type(java.nio.charset.StandardCharsets.class))
                    .or(type(java.nio.charset.Charset.class))
                    .or(resideInAnyPackage("")));

    private static final ArchRule CORE_HAS_NO_CLOCK_OR_DICE = noClasses()
            .that()
            .resideInAPackage("io.yizhan.core..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    private static final ArchRule CORE_ROOMS_HAVE_NO_CYCLES =
            slices().matching("io.yizhan.core.(*)..").should().beFreeOfCycles();

    private static final ArchRule CORE_ROOMS_DO_NOT_SEE_THE_REGION = noClasses()
            .that()
            .resideInAPackage("io.yizhan.core.(*)..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(io.yizhan.core.Region.class);

    /** From what is asked down to how it lies in memory. */
    private static final ArchRule CORE_ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("audit")
            .definedBy("io.yizhan.core.audit..")
            .layer("fitness")
            .definedBy("io.yizhan.core.fitness..")
            .layer("visit")
            .definedBy("io.yizhan.core.visit..")
            .layer("reservation")
            .definedBy("io.yizhan.core.reservation..")
            .layer("rule")
            .definedBy("io.yizhan.core.rule..")
            .layer("activity")
            .definedBy("io.yizhan.core.activity..")
            .layer("closure")
            .definedBy("io.yizhan.core.closure..")
            .layer("order")
            .definedBy("io.yizhan.core.order..")
            .layer("waitlist")
            .definedBy("io.yizhan.core.waitlist..")
            .layer("draw")
            .definedBy("io.yizhan.core.draw..")
            .layer("strike")
            .definedBy("io.yizhan.core.strike..")
            .layer("gate")
            .definedBy("io.yizhan.core.gate..")
            .layer("table")
            .definedBy("io.yizhan.core.table..")
            .whereLayer("audit")
            .mayOnlyAccessLayers("closure", "draw", "gate", "order", "table")
            .whereLayer("fitness")
            .mayOnlyAccessLayers("visit", "table")
            .whereLayer("visit")
            .mayOnlyAccessLayers("rule", "strike", "gate", "table")
            .whereLayer("reservation")
            .mayOnlyAccessLayers("rule", "strike", "closure", "order", "waitlist", "draw", "table")
            .whereLayer("rule")
            .mayOnlyAccessLayers("strike", "activity", "closure", "waitlist", "draw", "table")
            .whereLayer("activity")
            .mayOnlyAccessLayers("closure", "table")
            .whereLayer("strike")
            .mayOnlyAccessLayers("closure", "gate", "table")
            .whereLayer("closure")
            .mayOnlyAccessLayers("table")
            .whereLayer("order")
            .mayOnlyAccessLayers("table")
            .whereLayer("waitlist")
            .mayOnlyAccessLayers("draw", "table")
            .whereLayer("draw")
            .mayOnlyAccessLayers("table")
            .whereLayer("gate")
            .mayOnlyAccessLayers("table")
            .whereLayer("table")
            .mayNotAccessAnyLayer();

    private static final ArchRule TABLES_KNOW_VALUES_ALONE = noClasses()
            .that()
            .resideInAPackage("io.yizhan.core.table..")
            .should()
            .dependOnClassesThat(describe(
                    "are of the core and no values",
                    it -> it.getPackageName().equals("io.yizhan.core")
                            && !Set.of("SlotKey", "StoredSlot", "VenueTerms", "ReservationState", "Overbooked")
                                    .contains(it.getBaseComponentType().getSimpleName())));

    @Test
    void theCoreImportsNothingButCollections() {
        CORE_IMPORTS.check(EngineClasses.ALL);
        EngineClasses.assertFailsOn(CORE_IMPORTS, "org.slf4j.Logger");
    }

    @Test
    void theCoreHasNoFilesThreadsOrNetwork() {
        CORE_HAS_NO_FILES_THREADS_OR_NETWORK.check(EngineClasses.ALL);
        DRAWS_HAVE_HASHES_ALONE.check(EngineClasses.ALL);
        EngineClasses.assertFailsOn(
                CORE_HAS_NO_FILES_THREADS_OR_NETWORK, "java.lang.Thread", "java.nio.file.Path", "java.util.Random");
    }

    @Test
    void theCoreHasNoClockAndNoDice() {
        CORE_HAS_NO_CLOCK_OR_DICE.check(EngineClasses.ALL);
        EngineClasses.assertFailsOn(CORE_HAS_NO_CLOCK_OR_DICE, "currentTimeMillis()", "nanoTime()", "random()");
    }

    @Test
    void theRoomsOfTheCoreSeeOnlyThoseBelowThem() {
        CORE_ROOMS.check(EngineClasses.ALL);
        CORE_ROOMS_HAVE_NO_CYCLES.check(EngineClasses.ALL);
        CORE_ROOMS_DO_NOT_SEE_THE_REGION.check(EngineClasses.ALL);
        TABLES_KNOW_VALUES_ALONE.check(EngineClasses.ALL);
        EngineClasses.assertFailsBy(CORE_ROOMS, "LawlessTable");
        EngineClasses.assertFailsBy(CORE_ROOMS_HAVE_NO_CYCLES, "LawlessTable");
        EngineClasses.assertFailsBy(CORE_ROOMS_DO_NOT_SEE_THE_REGION, "LawlessTable");
        EngineClasses.assertFailsBy(TABLES_KNOW_VALUES_ALONE, "LawlessTable");
    }
}
