package io.yizhan.http.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated beginnings of connections, in pieces of any length. */
@Tag("slow")
final class ProxyHeaderFuzzTest {
    private static final int BYTES_MAX = 4 << 20;
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);

    private final TrustedProxies proxies =
            TrustedProxies.of(List.of("127.0.0.1")).announcing();
    private final ProxyHeaders http = ProxyHeaders.ofHttp(proxies, new SimpleMeterRegistry());
    private final ProxyHeaders mqtt = ProxyHeaders.ofMqtt(proxies, new SimpleMeterRegistry());

    private static byte[][] corpus() {
        List<byte[]> all = new ArrayList<>(List.of(Announced.malformed()));
        for (byte[] good : List.of(
                Announced.inText("203.0.113.1"),
                Announced.inText("2001:db8::1"),
                Announced.inBytes("203.0.113.1"),
                Announced.inBytes("2001:db8::1", 300),
                Announced.ofItself(),
                Announced.ofNobody(),
                Announced.ofASocketFile())) {
            byte[] whole = Arrays.copyOf(good, good.length + REQUEST.length);
            System.arraycopy(REQUEST, 0, whole, good.length, REQUEST.length);
            all.add(whole);
        }
        all.add(REQUEST);
        return all.toArray(byte[][]::new);
    }

    /** Whoever may speak then is told once, and nothing that follows is lost or comes before. */
    @Test
    void endsTheConnectionOrPassesOnWhatFollowsTheHeader() throws Exception {
        Mutator mutator = new Mutator(corpus(), "PROXY ", "UNKNOWN", "TCP6", " ", "\r\n", ".", ":", "::ffff:", "65536");
        Fuzz.run("proxy headers", BYTES_MAX, random -> {
            byte[] bytes = mutator.next(random);
            boolean trusted = random.nextInt(4) > 0;
            ProxyHeaders port = random.nextBoolean() ? http : mqtt;
            List<ProxyHeaders.Speaker> told = new ArrayList<>();
            EmbeddedChannel channel = new EmbeddedChannel(new ProxyHeader(port, trusted, told::add));
            write(channel, bytes, random);

            byte[] passedOn = passedOn(channel);
            assertThat(told.size()).isLessThanOrEqualTo(trusted ? 1 : 0);
            if (!channel.isOpen() || (trusted && told.isEmpty())) {
                assertThat(told).isEmpty();
                assertThat(passedOn).isEmpty();
            } else {
                assertThat(bytes).endsWith(passedOn);
                boolean without = !trusted || told.getFirst() == ProxyHeaders.Speaker.NODE;
                if (without) assertThat(passedOn.length).isGreaterThan(bytes.length - 12);
                else assertThat(passedOn.length).isLessThan(bytes.length - 12);
            }
            channel.finishAndReleaseAll();
        });
    }

    private static void write(EmbeddedChannel channel, byte[] bytes, SplittableRandom random) {
        for (int from = 0; from < bytes.length && channel.isOpen(); ) {
            int count = Math.min(bytes.length - from, 1 + random.nextInt(1 << random.nextInt(12)));
            channel.writeInbound(Unpooled.wrappedBuffer(bytes, from, count));
            from += count;
        }
    }

    private static byte[] passedOn(EmbeddedChannel channel) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            all.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        return all.toByteArray();
    }
}
