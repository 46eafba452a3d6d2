package io.yizhan.controller;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.yizhan.catalogue.Controller;
import io.yizhan.controller.ControllerWatch.Refused;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What the log and the figures say of controllers that are not listened to. */
@Isolated
class ControllerWatchTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ControllerWatch.class);

    private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControllerWatch watch = new ControllerWatch(meters, () -> Instant.ofEpochMilli(nowMs.get()));
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void leave() {
        LOG.detachAppender(lines);
    }

    private void refused(String serial) {
        watch.refused(Controller.Kind.ZKTECO, Refused.UNKNOWN, serial, "203.0.113.7");
    }

    private List<String> told() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private double counted() {
        return meters.get("yizhan.controllers.refused")
                .tag("why", "unknown")
                .tag("kind", "zkteco")
                .counter()
                .count();
    }

    @Test
    void tellsOfEachOnceAnHour() {
        for (int i = 0; i < 5; i++) refused("A");
        refused("B");
        assertThat(told())
                .containsExactly(
                        "ZKTECO A from 203.0.113.7 is refused: no gate has such a controller",
                        "ZKTECO B from 203.0.113.7 is refused: no gate has such a controller");
        nowMs.addAndGet(3_600_000);
        refused("A");
        assertThat(told()).hasSize(3);
        assertThat(counted()).isEqualTo(7);
    }

    @Test
    void isNotFloodedByWhoeverMakesUpSerialNumbers() {
        for (int i = 0; i < 100_000; i++) refused("S" + i);
        assertThat(told()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(counted()).isEqualTo(100_000);
        nowMs.addAndGet(3_600_000);
        refused("A");
        assertThat(told()).last().asString().contains("ZKTECO A");
    }

    @Test
    void keepsWhatIsNoSerialNumberOutOfTheLog() {
        refused("A\nERROR all is lost");
        refused("' OR '1'='1");
        refused("x".repeat(33));
        refused("");
        assertThat(told())
                .containsExactly(
                        "ZKTECO (no serial number) from 203.0.113.7 is refused: no gate has such a controller");
    }
}
