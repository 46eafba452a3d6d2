package io.yizhan;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.yizhan.http.HttpEngine;
import org.junit.jupiter.api.Test;

/** An edge that logs an error while it answers as it should is broken all the same. */
final class HearsErrorsTest {
    private static final DescribedPredicate<JavaClass> TESTS_THAT_START_AN_EDGE = DescribedPredicate.describe(
            "are tests that start an edge",
            it -> it.getSimpleName().endsWith("Test")
                    && (startsAnEdge(it)
                            || it.getAllRawSuperclasses().stream().anyMatch(HearsErrorsTest::startsAnEdge)));

    private static boolean startsAnEdge(JavaClass it) {
        return it.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(HttpEngine.class));
    }

    /** Inherited ones too, which ArchUnit does not see. */
    private static final DescribedPredicate<JavaClass> CARE_FOR_ERRORS = DescribedPredicate.describe(
            "marked by @HearsErrors or @LogsErrors",
            it -> it.reflect().isAnnotationPresent(HearsErrors.class)
                    || it.reflect().isAnnotationPresent(LogsErrors.class));

    @Test
    void everyTestThatStartsAnEdgeListensForErrors() {
        classes()
                .that(TESTS_THAT_START_AN_EDGE)
                .should(be(CARE_FOR_ERRORS))
                .check(new ClassFileImporter().importPackages("io.yizhan.http", "io.yizhan.mqtt"));
    }
}
