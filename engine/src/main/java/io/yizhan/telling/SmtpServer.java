package io.yizhan.telling;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import io.yizhan.trust.Authorities;
import javax.net.ssl.TrustManagerFactory;

/**
 * The server that takes letters.
 *
 * @param security how the line is kept from others
 * @param user empty where it asks for none
 */
public record SmtpServer(String host, int port, Security security, String user, String password) {
    private static final int CONNECT_MAX_MS = 5_000;
    private static final int IDLE_MAX_S = 30;

    /** How the line is kept from others. */
    public enum Security {
        /** Nobody is spoken to who does not go over to TLS (RFC 3207). */
        STARTTLS,
        /** From the first byte on (RFC 8314). */
        TLS,
        /** Not at all: for a server on the same machine. */
        NONE
    }

    MailClient client(Vertx vertx) {
        // How the server's name is verified is left unsaid: this client verifies it then, and no name at all where it
        // is told how to.
        MailConfig config = new MailConfig()
                .setHostname(host)
                .setPort(port)
                .setSsl(security == Security.TLS)
                .setStarttls(security == Security.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setMaxPoolSize(2);
        TrustManagerFactory authorities = Authorities.all();
        if (authorities != null) config.setTrustOptions(TrustOptions.wrap(authorities));
        config.setConnectTimeout(CONNECT_MAX_MS);
        config.setIdleTimeout(IDLE_MAX_S);
        if (user.isEmpty()) config.setLogin(LoginOption.DISABLED);
        else config.setLogin(LoginOption.REQUIRED).setUsername(user).setPassword(password);
        return MailClient.create(vertx, config);
    }
}
