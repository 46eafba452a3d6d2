package io.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * What the fast profile leaves out is tagged: {@code server} where a class of tests starts a process or talks to one (PostgreSQL, Redis, an
 * engine, a shell), {@code slow} where it takes more than some two seconds. What every build leaves out is {@code long}: it waits for something
 * that takes its time, and others see to the same guarantee more briefly.
 */
final class TagsTest {
    private static final String SERVER = "server";
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("io.yizhan");

    /** Nobody runs it: it is there to be found. */
    static final class Untagged {
        @Test
        void startsAProcess() throws IOException {
            new ProcessBuilder("true").start().destroy();
        }
    }

    @Test
    void whatMayStartAProcessSaysSo() {
        Set<String> silent = mayStartAProcess().stream()
                .filter(TagsTest::isRun)
                .filter(it -> AnnotationSupport.findRepeatableAnnotations(it, Tag.class).stream()
                        .noneMatch(tag -> tag.value().equals(SERVER)))
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(silent).as("not tagged").containsExactly(Untagged.class.getName());
    }

    @Test
    void tagsAreThoseThatTheBuildKnows() {
        Set<Object> used = ALL.stream()
                .flatMap(one -> Stream.concat(Stream.of(one), one.getMethods().stream()))
                .flatMap(TagsTest::tags)
                .collect(Collectors.toSet());

        assertThat(used).containsExactlyInAnyOrder(SERVER, "slow", "long");
    }

    private static Stream<Object> tags(HasAnnotations<?> tagged) {
        return tagged.tryGetAnnotationOfType(Tag.class.getName()).stream()
                .map(tag -> tag.get("value").orElseThrow());
    }

    /** Whose methods do, or call what does, by however many steps. */
    private static Set<Class<?>> mayStartAProcess() {
        Deque<JavaCodeUnit> open = ALL.stream()
                .flatMap(one -> one.getCodeUnitCallsFromSelf().stream())
                .filter(TagsTest::startsAProcess)
                .map(JavaAccess::getOrigin)
                .collect(Collectors.toCollection(ArrayDeque::new));
        Set<JavaCodeUnit> all = new HashSet<>(open);
        while (!open.isEmpty())
            for (JavaAccess<?> access : open.remove().getAccessesToSelf())
                if (all.add(access.getOrigin())) open.add(access.getOrigin());
        return all.stream().map(JavaCodeUnit::getOwner).map(JavaClass::reflect).collect(Collectors.toSet());
    }

    private static boolean startsAProcess(JavaAccess<?> call) {
        if (call.getTargetOwner().isEquivalentTo(Runtime.class))
            return call.getTarget().getName().equals("exec");
        return call.getTargetOwner().isEquivalentTo(ProcessBuilder.class);
    }

    private static boolean isRun(Class<?> one) {
        return !ModifierSupport.isAbstract(one)
                && !AnnotationSupport.findAnnotatedMethods(one, Testable.class, HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty();
    }
}
