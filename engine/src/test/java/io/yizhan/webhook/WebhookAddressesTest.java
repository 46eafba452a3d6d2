package io.yizhan.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookAddressesTest {
    private static final WebhookAddresses PUBLIC = new WebhookAddresses(Networks.NONE);

    @Test
    void refusesWhateverIsNotEverybodysHoweverItIsWritten() {
        for (String host : List.of(
                "127.0.0.1",
                "localhost",
                "0.0.0.0",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.7",
                "2130706433",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "[fec0::1]",
                "[fd00::1]",
                "[ff02::1]",
                "[2001:db8::1]"))
            assertThatThrownBy(() -> PUBLIC.locate(WebhookAddresses.parse("https://" + host + "/hook")))
                    .as(host)
                    .isInstanceOf(WebhookAddresses.Refused.class);
    }

    @Test
    void takesWhatIsPublicByHttpsAlone() throws Exception {
        for (String host : List.of("1.1.1.1", "[2606:4700::1111]", "172.32.0.1", "100.128.0.1"))
            assertThat(PUBLIC.locate(URI.create("https://" + host + ":8443/hook"))
                            .getHostAddress())
                    .isNotEmpty();
        assertThatThrownBy(() -> PUBLIC.locate(URI.create("http://1.1.1.1/"))).hasMessage("https://…");
    }

    @Test
    void takesNetworksThatAreNamed() throws Exception {
        WebhookAddresses own = new WebhookAddresses(Networks.of(List.of("10.1.0.0/16", "127.0.0.1", "fd00::/8")));
        for (String host : List.of("10.1.255.1", "127.0.0.1", "[fd12::1]"))
            assertThat(own.locate(URI.create("http://" + host + "/"))).isNotNull();
        for (String host : List.of("10.2.0.1", "127.0.0.2"))
            assertThatThrownBy(() -> own.locate(URI.create("http://" + host + "/")))
                    .isInstanceOf(WebhookAddresses.Refused.class);
        for (String nonsense : List.of("10.0.0.0/33", "example.org", "x/8", "10.0.0.0/-1", "fd00::/129"))
            assertThatThrownBy(() -> Networks.of(List.of(nonsense)))
                    .as(nonsense)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(nonsense);
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (String url : List.of(
                "",
                "hook",
                "//x.example/",
                "ftp://x.example/",
                "file:///etc/passwd",
                "https://",
                "https:///x",
                "https://me:secret@x.example/",
                "https://x.example/#a",
                "https://x.example:0/",
                "https://x.example:65536/",
                "https://x y/",
                "https://x.example/\r\nHost: y",
                "https://x.example/" + "a".repeat(500)))
            assertThatThrownBy(() -> WebhookAddresses.parse(url)).as(url).isInstanceOf(WebhookAddresses.Refused.class);
    }
}
