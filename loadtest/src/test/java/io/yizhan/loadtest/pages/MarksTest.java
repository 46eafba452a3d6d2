package io.yizhan.loadtest.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.loadtest.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarksTest {
    private static ObjectNode report(double performance, double lcpMs) {
        ObjectNode report = new ObjectMapper().createObjectNode();
        ObjectNode categories = report.putObject("categories");
        categories.putObject("performance").put("score", performance);
        for (String it : List.of("accessibility", "best-practices", "seo"))
            categories.putObject(it).put("score", 1);
        ObjectNode audits = report.putObject("audits");
        audits.putObject("largest-contentful-paint").put("numericValue", lcpMs);
        for (String it : List.of(
                "first-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"))
            audits.putObject(it).put("numericValue", 0);
        return report;
    }

    @Test
    void letsTheMedianOfTheRunsCount() {
        Marks marks = new Marks(List.of(report(0.99, 700), report(0.6, 2_090), report(0.95, 1_000)));
        assertThat(marks.failures).isEmpty();
        assertThat(marks.table()).containsPattern("performance, of 100 +95 +of +99 +60 +95");
    }

    @Test
    void saysWhichMarkIsTooLow() {
        Marks marks = new Marks(List.of(report(0.94, 900), report(0.94, 900), report(1, 900)));
        assertThat(marks.failures).containsExactly("performance has 94 of 100, less than 95");
    }

    @Test
    void saysThatThePageComesTooLate() {
        Marks marks = new Marks(List.of(report(1, 1_100), report(1, 1_002)));
        assertThat(marks.failures).containsExactly("the largest contentful paint comes after 1051 ms, more than 1000");
    }

    @Test
    void saysWhyThereIsNoMark() {
        ObjectNode report = report(1, 900);
        report.withObject("/categories/performance").putNull("score");
        report.putObject("runtimeError").put("message", "the page did not load");
        assertThatThrownBy(() -> new Marks(List.of(report)))
                .isInstanceOf(Failure.class)
                .hasMessage("Lighthouse gave no mark for performance: the page did not load");
    }
}
