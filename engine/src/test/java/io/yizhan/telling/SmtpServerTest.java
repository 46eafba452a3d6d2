package io.yizhan.telling;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.yizhan.telling.SmtpServer.Security;
import io.yizhan.trust.Authorities;
import io.yizhan.trust.TestCertificate;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The line to a mail server whose certificate is a city's own, for 127.0.0.1; and the login there. By itself: the server's threads throw where a client
 * hangs up, and any other test that waits meanwhile would take that for its own.
 */
@Tag("server")
@Isolated
class SmtpServerTest {
    @TempDir
    static Path folder;

    private static Vertx vertx;
    private @Nullable GreenMail server;

    @BeforeAll
    static void believeTheCertificate() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        System.setProperty(
                DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY,
                certificate.store().toString());
        Authorities.add(certificate.certificate());
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
    }

    @AfterEach
    void stop() {
        if (server != null) server.stop();
    }

    private GreenMail begin(String protocol) {
        GreenMail begun = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        begun.start();
        begun.setUser("news@city.example", "engine", "secret");
        server = begun;
        return begun;
    }

    /** Null where the letter was taken; else why not. */
    private static @Nullable String refused(String host, int port, Security security, String user, String password) {
        MailClient client = new SmtpServer(host, port, security, user, password).client(vertx);
        MailMessage message = new MailMessage()
                .setFrom("news@city.example")
                .setTo("m-1@example.org")
                .setSubject("Hello")
                .setText("x");
        try {
            client.sendMail(message).toCompletionStage().toCompletableFuture().join();
            return null;
        } catch (CompletionException failed) {
            return String.valueOf(failed.getCause());
        } finally {
            client.close();
        }
    }

    @Test
    void sendsByTlsToWhomTheCitysAuthorityKnowsAndLogsIn() {
        GreenMail mail = begin("smtps");
        int port = mail.getSmtps().getPort();
        assertThat(refused("127.0.0.1", port, Security.TLS, "engine", "secret")).isNull();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(refused("127.0.0.1", port, Security.TLS, "engine", "wrong")).contains("AUTH");
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    /** Its certificate is for 127.0.0.1. */
    @Test
    void sendsNothingToAServerThatIsNotWhoItIsCalled() {
        GreenMail mail = begin("smtps");
        assertThat(refused("localhost", mail.getSmtps().getPort(), Security.TLS, "engine", "secret"))
                .contains("SSL");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    /** This server does not know how to. */
    @Test
    void sendsNothingWhereALineIsToBecomeSafeAndDoesNot() {
        GreenMail mail = begin("smtp");
        int port = mail.getSmtp().getPort();
        assertThat(refused("127.0.0.1", port, Security.STARTTLS, "engine", "secret"))
                .contains("STARTTLS");
        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(refused("127.0.0.1", port, Security.NONE, "", "")).isNull();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }
}
