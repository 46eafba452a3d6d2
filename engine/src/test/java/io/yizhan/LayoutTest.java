package io.yizhan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the picture of the packages (ARCHITECTURE.md, "The picture") against the classes; the rooms of the larger ones have tests of their own. */
final class LayoutTest {
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
            .layer("catalogue.edition")
            .definedBy("io.yizhan.catalogue.edition..")
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
            .layer("audit")
            .definedBy("io.yizhan.audit..")
            .layer("drawn")
            .definedBy("io.yizhan.drawn..")
            .layer("member")
            .definedBy("io.yizhan.member..")
            .layer("order")
            .definedBy("io.yizhan.order..")
            .layer("report")
            .definedBy("io.yizhan.report..")
            .layer("equipment")
            .definedBy("io.yizhan.equipment..")
            .layer("fitness")
            .definedBy("io.yizhan.fitness..")
            .layer("controller")
            .definedBy("io.yizhan.controller..")
            .layer("occupancy")
            .definedBy("io.yizhan.occupancy..")
            .layer("webhook")
            .definedBy("io.yizhan.webhook..")
            .layer("telling")
            .definedBy("io.yizhan.telling..")
            .layer("notice")
            .definedBy("io.yizhan.notice..")
            .layer("trail")
            .definedBy("io.yizhan.trail..")
            .layer("http")
            .definedBy("io.yizhan.http..")
            .layer("mqtt")
            .definedBy("io.yizhan.mqtt..")
            .layer("uhppote")
            .definedBy("io.yizhan.uhppote..")
            .layer("traffic")
            .definedBy("io.yizhan.traffic..")
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
            .whereLayer("catalogue.edition")
            .mayOnlyAccessLayers("core", "catalogue")
            .whereLayer("catalogue.store")
            .mayOnlyAccessLayers("core", "catalogue", "catalogue.edition", "postgres")
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
                    "occupancy",
                    "equipment",
                    "fitness",
                    "catalogue",
                    "catalogue.edition",
                    "catalogue.store",
                    "rows",
                    "writebehind",
                    "postgres",
                    "secret",
                    "config",
                    "time")
            .whereLayer("region.cluster")
            .mayOnlyAccessLayers("core", "journal", "feed", "region", "lease", "postgres", "config", "time")
            .whereLayer("doctor")
            .mayOnlyAccessLayers("core", "journal", "rows", "writebehind", "region", "postgres", "config")
            .whereLayer("pass")
            .mayOnlyAccessLayers("trust")
            .whereLayer("secret")
            .mayNotAccessAnyLayer()
            .whereLayer("trust")
            .mayNotAccessAnyLayer()
            .whereLayer("keys")
            .mayOnlyAccessLayers("pass", "secret", "postgres", "config")
            .whereLayer("session")
            .mayOnlyAccessLayers("postgres")
            .whereLayer("audit")
            .mayOnlyAccessLayers("core", "postgres")
            .whereLayer("drawn")
            .mayOnlyAccessLayers("core", "postgres")
            .whereLayer("member")
            .mayOnlyAccessLayers("core", "postgres")
            .whereLayer("order")
            .mayOnlyAccessLayers("core", "member", "postgres")
            .whereLayer("report")
            .mayOnlyAccessLayers("core", "catalogue", "postgres")
            .whereLayer("equipment")
            .mayNotAccessAnyLayer()
            .whereLayer("fitness")
            .mayOnlyAccessLayers("core", "catalogue", "equipment", "sequencer", "postgres")
            .whereLayer("controller")
            .mayOnlyAccessLayers("core", "catalogue")
            .whereLayer("occupancy")
            .mayOnlyAccessLayers("core", "postgres")
            .whereLayer("webhook")
            .mayOnlyAccessLayers("postgres", "secret")
            .whereLayer("telling")
            .mayOnlyAccessLayers(
                    "core",
                    "catalogue",
                    "sequencer",
                    "feed",
                    "http",
                    "notice",
                    "postgres",
                    "secret",
                    "trust",
                    "trail",
                    "webhook",
                    "config")
            .whereLayer("notice")
            .mayOnlyAccessLayers("core", "postgres")
            .whereLayer("trail")
            .mayOnlyAccessLayers("postgres")
            .whereLayer("http")
            .mayOnlyAccessLayers(
                    "controller",
                    "trail",
                    "notice",
                    "webhook",
                    "audit",
                    "drawn",
                    "member",
                    "order",
                    "report",
                    "fitness",
                    "occupancy",
                    "core",
                    "equipment",
                    "sequencer",
                    "feed",
                    "catalogue",
                    "catalogue.edition",
                    "pass",
                    "secret",
                    "session",
                    "time",
                    "trust")
            .whereLayer("mqtt")
            .mayOnlyAccessLayers("catalogue", "http", "time")
            .whereLayer("uhppote")
            .mayOnlyAccessLayers("core", "catalogue", "controller", "http")
            .whereLayer("traffic")
            .mayOnlyAccessLayers("catalogue", "time")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer();

    private static final ArchRule NO_CYCLES =
            slices().matching("io.yizhan.(*)..").should().beFreeOfCycles();

    @Test
    void packagesSeeWhatThePictureSays() {
        PACKAGES.check(EngineClasses.ALL);
        EngineClasses.assertFailsBy(PACKAGES, "LawlessCore");
    }

    @Test
    void everyPackageIsInThePicture() {
        Set<String> packages = EngineClasses.ALL.stream()
                .map(it -> it.getPackageName().split("\\.", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages)
                .containsExactly(
                        "app",
                        "audit",
                        "catalogue",
                        "config",
                        "controller",
                        "core",
                        "doctor",
                        "drawn",
                        "equipment",
                        "feed",
                        "fitness",
                        "http",
                        "journal",
                        "keys",
                        "lease",
                        "member",
                        "mqtt",
                        "notice",
                        "occupancy",
                        "order",
                        "pass",
                        "postgres",
                        "region",
                        "report",
                        "rows",
                        "secret",
                        "sequencer",
                        "session",
                        "telling",
                        "time",
                        "traffic",
                        "trail",
                        "trust",
                        "uhppote",
                        "webhook",
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
                "io.yizhan.uhppote..",
                "io.yizhan.telling..",
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
                "io.yizhan.audit..",
                "io.yizhan.drawn..",
                "io.yizhan.member..",
                "io.yizhan.order..",
                "io.yizhan.fitness..",
                "io.yizhan.report..",
                "io.yizhan.occupancy..",
                "io.yizhan.notice..",
                "io.yizhan.telling..",
                "io.yizhan.webhook..",
                "io.yizhan.trail..",
                "io.yizhan.app..");
        ArchRule flyway = only("org.flywaydb..", "io.yizhan.postgres..");
        ArchRule embedded = only("io.zonky..", "io.yizhan.postgres..");
        ArchRule codes = only("com.google.zxing..", "io.yizhan.http..");
        ArchRule commandLine = only("picocli..", "io.yizhan.app..");
        ArchRule redisStream = only("redis.clients..", "io.yizhan.journal.stream..");
        ArchRule redisLocks = only("org.redisson..", "io.yizhan.lease..");
        ArchRule tokens = only("com.nimbusds..", "io.yizhan.http.auth..");
        ArchRule signatures = only("com.amazon.corretto..", "io.yizhan.trust..");
        ArchRule client = only("java.net.http..", "io.yizhan.traffic..");
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
            signatures,
            client
        }) rule.check(EngineClasses.ALL);
        EngineClasses.assertFailsOn(only("org.slf4j..", "io.yizhan.app.."), "org.slf4j.Logger");
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
        NO_CYCLES.check(EngineClasses.ALL);
        EngineClasses.assertFailsBy(NO_CYCLES, "LawlessCore");
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() throws ClassNotFoundException {
        // The generated record format is not ours to annotate.
        for (JavaClass one : EngineClasses.ALL.that(resideOutsideOfPackage("io.yizhan.journal.sbe.."))) {
            Class<?> info = Class.forName(one.getPackageName() + ".package-info");
            assertThat(info.isAnnotationPresent(NullMarked.class))
                    .as(one.getPackageName())
                    .isTrue();
        }
    }
}
