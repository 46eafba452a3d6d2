package io.yizhan.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static String of(String host) {
        return ClientAddress.of(SocketAddress.inetSocketAddress(new InetSocketAddress(host, 1)));
    }

    @Test
    void isAnAddressOfIpv4() {
        assertThat(of("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(of("192.0.2.2")).isNotEqualTo(of("192.0.2.1"));
    }

    @Test
    void isANetworkOfIpv6SinceOneHostMayUseAllOfIt() {
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff:1:2:3"));
        assertThat(of("2001:db8:1:2::1")).isNotEqualTo(of("2001:db8:1:3::1"));
        assertThat(of("fe80::1%1")).isEqualTo(of("fe80::2"));
    }

    @Test
    void isNothingWhereThereIsNoAddress() {
        assertThat(ClientAddress.of(null)).isEmpty();
        assertThat(ClientAddress.of(SocketAddress.domainSocketAddress("/tmp/socket")))
                .isEmpty();
    }
}
