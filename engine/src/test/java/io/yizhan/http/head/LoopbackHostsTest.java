package io.yizhan.http.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackHostsTest {
    private static final LoopbackHosts HOSTS = new LoopbackHosts("Engine.Test");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "localhost:",
                "localhost.",
                "app.localhost:8080",
                "127.0.0.1",
                "127.9.8.7:1",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:80",
                "[::ffff:127.0.0.1]",
                "engine.test:8080",
                "ENGINE.TEST",
                ""
            })
    void haveWhatLeadsToThisMachineWhoeverSaysIt(String host) {
        assertThat(HOSTS.have(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "notlocalhost",
                "127.0.0.1.evil.example:8080",
                "127.evil.example",
                "127.0.0.1evil.example",
                "127.0.0.256",
                "0.0.0.0",
                "10.0.0.1",
                "[::]",
                "[::2]",
                "[::ffff:10.0.0.1]",
                "[fe80::1]:80",
                "%6cocalhost",
                "more.engine.test",
                "::1",
                ".",
                ":80"
            })
    void haveNothingElse(String host) {
        assertThat(HOSTS.have(host)).isFalse();
    }
}
