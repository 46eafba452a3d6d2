package io.yizhan;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.yizhan.core.LawlessCore;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the picture of the packages (ARCHITECTURE.md, "The picture") against the classes. {@link LawlessCore} and its like
 * show that the rules can fail. */
final class LayoutTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(where -> !where.contains("/test-classes/"))
            .importPackages("io.yizhan");
    /** The engine, with classes in it that keep to no rule. */
    private static final JavaClasses WITH_LAWLESS = new ClassFileImporter()
            .withImportOption(where -> !where.contains("/test-classes/") || where.contains("/Lawless"))
            .importPackages("io.yizhan");

    private static final JavaClasses LAWLESS = new ClassFileImporter().importClasses(LawlessCore.class);

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

    private static final ArchRule PACKAGES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("time")
            .definedBy("io.yizhan.time..")
            .layer("config")
            .definedBy("io.yizhan.config..")
            .layer("core")
            .definedBy("io.yizhan.core..")
            .layer("postgres")
            .definedBy("io.yizhan.postgres..")
            .layer("catalogue")
            .definedBy("io.yizhan.catalogue")
            .layer("catalogue.store")
            .definedBy("io.yizhan.catalogue.store..")
            .layer("journal")
            .definedBy("io.yizhan.journal..")
            .layer("sequencer")
            .definedBy("io.yizhan.sequencer..")
            .layer("feed")
            .definedBy("io.yizhan.feed..")
            .layer("rows")
            .definedBy("io.yizhan.rows..")
            .layer("writebehind")
            .definedBy("io.yizhan.writebehind..")
            .layer("lease")
            .definedBy("io.yizhan.lease..")
            .layer("region")
            .definedBy("io.yizhan.region")
            .layer("region.cluster")
            .definedBy("io.yizhan.region.cluster..")
            .layer("doctor")
            .definedBy("io.yizhan.doctor..")
            .layer("pass")
            .definedBy("io.yizhan.pass..")
            .layer("trust")
            .definedBy("io.yizhan.trust..")
            .layer("secret")
            .definedBy("io.yizhan.secret..")
            .layer("keys")
            .definedBy("io.yizhan.keys..")
            .layer("session")
            .definedBy("io.yizhan.session..")
            .layer("http")
            .definedBy("io.yizhan.http..")
            .layer("mqtt")
            .definedBy("io.yizhan.mqtt..")
            .layer("app")
            .definedBy("io.yizhan.app..")
            .whereLayer("time")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayNotAccessAnyLayer()
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("postgres")
            .mayOnlyAccessLayers("time", "config", "secret", "trust")
            .whereLayer("catalogue")
            .mayOnlyAccessLayers("core")
            .whereLayer("catalogue.store")
            .mayOnlyAccessLayers("core", "catalogue", "postgres")
            .whereLayer("journal")
            .mayOnlyAccessLayers("core")
            .whereLayer("sequencer")
            .mayOnlyAccessLayers("core", "journal")
            .whereLayer("feed")
            .mayOnlyAccessLayers("core", "sequencer")
            .whereLayer("rows")
            .mayOnlyAccessLayers("core", "journal")
            .whereLayer("writebehind")
            .mayOnlyAccessLayers("core", "journal", "rows", "postgres")
            .whereLayer("lease")
            .mayOnlyAccessLayers("secret", "trust")
            .whereLayer("region")
            .mayOnlyAccessLayers(
                    "core",
                    "journal",
                    "sequencer",
                    "feed",
                    "catalogue",
                    "rows",
                    "writebehind",
                    "postgres",
                    "config",
                    "time")
            .whereLayer("region.cluster")
            .mayOnlyAccessLayers("core", "journal", "feed", "region", "lease", "postgres", "config", "time")
            .whereLayer("doctor")
            .mayOnlyAccessLayers("core", "journal", "rows", "writebehind", "region", "postgres", "config")
            .whereLayer("pass")
            .mayNotAccessAnyLayer()
            .whereLayer("secret")
            .mayNotAccessAnyLayer()
            .whereLayer("trust")
            .mayNotAccessAnyLayer()
            .whereLayer("keys")
            .mayOnlyAccessLayers("pass", "secret", "postgres", "config")
            .whereLayer("session")
            .mayOnlyAccessLayers("postgres")
            .whereLayer("http")
            .mayOnlyAccessLayers("core", "sequencer", "feed", "catalogue", "pass", "secret", "session", "time", "trust")
            .whereLayer("mqtt")
            .mayOnlyAccessLayers("catalogue", "http", "time")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer();

    private static final ArchRule NO_CYCLES =
            slices().matching("io.yizhan.(*)..").should().beFreeOfCycles();

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
            .layer("reservation")
            .definedBy("io.yizhan.core.reservation..")
            .layer("rule")
            .definedBy("io.yizhan.core.rule..")
            .layer("closure")
            .definedBy("io.yizhan.core.closure..")
            .layer("gate")
            .definedBy("io.yizhan.core.gate..")
            .layer("table")
            .definedBy("io.yizhan.core.table..")
            .whereLayer("reservation")
            .mayOnlyAccessLayers("rule", "closure", "table")
            .whereLayer("rule")
            .mayOnlyAccessLayers("closure", "table")
            .whereLayer("closure")
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
                            && !Set.of("SlotKey", "VenueTerms", "ReservationState", "Overbooked")
                                    .contains(it.getBaseComponentType().getSimpleName())));

    private static final ArchRule JOURNAL_ROOMS_HAVE_NO_CYCLES =
            slices().matching("io.yizhan.journal.(*)..").should().beFreeOfCycles();

    /** A file and a stream know nothing of each other. The ports know neither. */
    private static final ArchRule JOURNAL_ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("file")
            .definedBy("io.yizhan.journal.file..")
            .layer("stream")
            .definedBy("io.yizhan.journal.stream..")
            .layer("ports")
            .definedBy("io.yizhan.journal")
            .layer("frame")
            .definedBy("io.yizhan.journal.frame..")
            .layer("record")
            .definedBy("io.yizhan.journal.record..", "io.yizhan.journal.sbe..")
            .whereLayer("file")
            .mayOnlyAccessLayers("ports", "frame", "record")
            .whereLayer("stream")
            .mayOnlyAccessLayers("ports", "frame", "record")
            .whereLayer("frame")
            .mayOnlyAccessLayers("ports", "record")
            .whereLayer("ports")
            .mayNotAccessAnyLayer()
            .whereLayer("record")
            .mayNotAccessAnyLayer();

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
            .layer("answers")
            .definedBy(
                    "io.yizhan.http.station..",
                    "io.yizhan.http.reservation..",
                    "io.yizhan.http.gate..",
                    "io.yizhan.http.closure..",
                    "io.yizhan.http.node..")
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
    void theCoreImportsNothingButCollections() {
        CORE_IMPORTS.check(ENGINE);
        assertFailsOn(CORE_IMPORTS, "org.slf4j.Logger");
    }

    @Test
    void theCoreHasNoFilesThreadsOrNetwork() {
        CORE_HAS_NO_FILES_THREADS_OR_NETWORK.check(ENGINE);
        assertFailsOn(
                CORE_HAS_NO_FILES_THREADS_OR_NETWORK, "java.lang.Thread", "java.nio.file.Path", "java.util.Random");
    }

    @Test
    void theCoreHasNoClockAndNoDice() {
        CORE_HAS_NO_CLOCK_OR_DICE.check(ENGINE);
        assertFailsOn(CORE_HAS_NO_CLOCK_OR_DICE, "currentTimeMillis()", "nanoTime()", "random()");
    }

    @Test
    void packagesSeeWhatThePictureSays() {
        PACKAGES.check(ENGINE);
        assertFailsBy(PACKAGES, "LawlessCore");
    }

    @Test
    void everyPackageIsInThePicture() {
        Set<String> packages = ENGINE.stream()
                .map(it -> it.getPackageName().split("\\.", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages)
                .containsExactly(
                        "app",
                        "catalogue",
                        "config",
                        "core",
                        "doctor",
                        "feed",
                        "http",
                        "journal",
                        "keys",
                        "lease",
                        "mqtt",
                        "pass",
                        "postgres",
                        "region",
                        "rows",
                        "secret",
                        "sequencer",
                        "session",
                        "time",
                        "trust",
                        "writebehind");
    }

    @Test
    void adaptersKeepTheirTechnologyToThemselves() {
        ArchRule vertx = only(
                "io.vertx..",
                "io.yizhan.http..",
                "io.yizhan.mqtt..",
                "io.yizhan.rows..",
                "io.yizhan.writebehind..",
                "io.yizhan.postgres..",
                "io.yizhan.app..");
        ArchRule mqtt = only("io.vertx.mqtt..", "io.yizhan.mqtt..");
        ArchRule netty = only("io.netty..", "io.yizhan.http..", "io.yizhan.mqtt..");
        ArchRule postgres = only("org.postgresql..", "io.yizhan.postgres..");
        ArchRule jdbc = only(
                "java.sql..",
                "io.yizhan.rows..",
                "io.yizhan.writebehind..",
                "io.yizhan.postgres..",
                "io.yizhan.catalogue.store..",
                "io.yizhan.region..",
                "io.yizhan.doctor..",
                "io.yizhan.keys..",
                "io.yizhan.session..",
                "io.yizhan.app..");
        ArchRule flyway = only("org.flywaydb..", "io.yizhan.postgres..");
        ArchRule embedded = only("io.zonky..", "io.yizhan.postgres..");
        ArchRule codes = only("com.google.zxing..", "io.yizhan.http..");
        ArchRule commandLine = only("picocli..", "io.yizhan.app..");
        ArchRule redisStream = only("redis.clients..", "io.yizhan.journal.stream..");
        ArchRule redisLocks = only("org.redisson..", "io.yizhan.lease..");
        ArchRule tokens = only("com.nimbusds..", "io.yizhan.http.auth..");
        ArchRule signatures = only("com.amazon.corretto..", "io.yizhan.http.auth..");
        for (ArchRule rule : new ArchRule[] {
            vertx,
            mqtt,
            netty,
            postgres,
            jdbc,
            flyway,
            embedded,
            codes,
            commandLine,
            redisStream,
            redisLocks,
            tokens,
            signatures
        }) rule.check(ENGINE);
        assertFailsOn(only("org.slf4j..", "io.yizhan.app.."), "org.slf4j.Logger");
    }

    private static ArchRule only(String technology, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .allowEmptyShould(true);
    }

    @Test
    void packagesHaveNoCycles() {
        NO_CYCLES.check(ENGINE);
        assertFailsBy(NO_CYCLES, "LawlessCore");
    }

    @Test
    void theRoomsOfTheCoreSeeOnlyThoseBelowThem() {
        CORE_ROOMS.check(ENGINE);
        CORE_ROOMS_HAVE_NO_CYCLES.check(ENGINE);
        CORE_ROOMS_DO_NOT_SEE_THE_REGION.check(ENGINE);
        TABLES_KNOW_VALUES_ALONE.check(ENGINE);
        assertFailsBy(CORE_ROOMS, "LawlessTable");
        assertFailsBy(CORE_ROOMS_HAVE_NO_CYCLES, "LawlessTable");
        assertFailsBy(CORE_ROOMS_DO_NOT_SEE_THE_REGION, "LawlessTable");
        assertFailsBy(TABLES_KNOW_VALUES_ALONE, "LawlessTable");
    }

    @Test
    void theRoomsOfTheJournalSeeOnlyThoseBelowThem() {
        JOURNAL_ROOMS.check(ENGINE);
        JOURNAL_ROOMS_HAVE_NO_CYCLES.check(ENGINE);
        assertFailsBy(JOURNAL_ROOMS, "LawlessFile");
        assertFailsBy(JOURNAL_ROOMS_HAVE_NO_CYCLES, "LawlessFile");
    }

    @Test
    void theRoomsOfTheHttpEdgeSeeOnlyThoseBelowThem() {
        HTTP_ROOMS.check(ENGINE);
        HTTP_ROOMS_HAVE_NO_CYCLES.check(ENGINE);
        HTTP_ROOMS_DO_NOT_SEE_THEIR_WIRING.check(ENGINE);
        assertFailsBy(HTTP_ROOMS, "LawlessJson");
        assertFailsBy(HTTP_ROOMS_HAVE_NO_CYCLES, "LawlessJson");
        assertFailsBy(HTTP_ROOMS_DO_NOT_SEE_THEIR_WIRING, "LawlessJson");
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() throws ClassNotFoundException {
        // The generated record format is not ours to annotate.
        for (JavaClass one : ENGINE.that(resideOutsideOfPackage("io.yizhan.journal.sbe.."))) {
            Class<?> info = Class.forName(one.getPackageName() + ".package-info");
            assertThat(info.isAnnotationPresent(NullMarked.class))
                    .as(one.getPackageName())
                    .isTrue();
        }
    }

    /** The very rule that holds for the engine does not hold once this class is in it. */
    private static void assertFailsBy(ArchRule rule, String lawless) {
        assertThatThrownBy(() -> rule.check(WITH_LAWLESS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(lawless);
    }

    private static void assertFailsOn(ArchRule rule, String... because) {
        assertThatThrownBy(() -> rule.check(LAWLESS))
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> {
                    for (String one : because) assertThat(failure).hasMessageContaining(one);
                });
    }
}
