package io.yizhan.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long somebody may take to say who it is; {@link MqttPacketTest} and its like have the packets themselves. */
class PacketRulesTest {
    private static final int CONNECT_MAX_S = 10;
    /** Of MQTT 3.1.1, with a client id and no more. */
    private static final byte[] CONNECT = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'a'};

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new PacketRules(new MqttMetrics(meters), CONNECT_MAX_S, 1_024));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void after(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private void send(byte[] bytes, int from, int to) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
    }

    @Test
    void endsWhoSaysAByteNowAndThenAndIsNotDoneInTime() {
        for (int i = 0; i < CONNECT_MAX_S - 1; i++) {
            send(CONNECT, i, i + 1);
            after(1);
        }
        assertThatCode(channel::checkException).doesNotThrowAnyException();
        after(1);

        assertThatThrownBy(channel::checkException).hasMessageContaining("no CONNECT in 10 s");
        send(CONNECT, CONNECT_MAX_S - 1, CONNECT.length);
        assertThat(channel.<Object>readInbound())
                .as("what comes late is not heard")
                .isNull();
    }

    @Test
    void leavesWhoWasDoneInTimeAlone() {
        send(CONNECT, 0, CONNECT.length);
        after(3_600);

        assertThatCode(channel::checkException).doesNotThrowAnyException();
        assertThat(channel.<Object>readInbound()).isNotNull();
    }
}
