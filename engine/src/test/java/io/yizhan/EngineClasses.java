package io.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.yizhan.core.LawlessCore;

/** The engine's classes for tests of its layout, and proof that a rule can fail: {@link LawlessCore} and its like keep to none. */
final class EngineClasses {
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(where -> !where.contains("/test-classes/"))
            .importPackages("io.yizhan");

    private static final JavaClasses WITH_LAWLESS = new ClassFileImporter()
            .withImportOption(where -> !where.contains("/test-classes/") || where.contains("/Lawless"))
            .importPackages("io.yizhan");

    private static final JavaClasses LAWLESS = new ClassFileImporter().importClasses(LawlessCore.class);

    private EngineClasses() {}

    /** The very rule that holds for the engine does not hold once this class is in it. */
    static void assertFailsBy(ArchRule rule, String lawless) {
        assertThatThrownBy(() -> rule.check(WITH_LAWLESS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(lawless);
    }

    static void assertFailsOn(ArchRule rule, String... because) {
        assertThatThrownBy(() -> rule.check(LAWLESS))
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> {
                    for (String one : because) assertThat(failure).hasMessageContaining(one);
                });
    }
}
