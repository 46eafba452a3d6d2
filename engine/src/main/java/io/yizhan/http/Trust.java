package io.yizhan.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.Discovery;
import io.yizhan.http.auth.JwksKeys;
import io.yizhan.http.auth.KeyLocation;
import io.yizhan.http.auth.ProviderClient;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.auth.SignatureThreads;
import io.yizhan.http.auth.TokenVerifier;
import io.yizhan.http.signin.DevelopmentSignIn;
import io.yizhan.http.signin.ProviderSignIn;
import io.yizhan.http.signin.RelyingParty;
import io.yizhan.http.signin.SignIn;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose word an edge takes for who somebody is, put together from its options. Any thread. */
sealed interface Trust extends AutoCloseable {
    TokenVerifier verifier();

    /** How people sign in. */
    SignIn signIn(Authenticator authenticator, Sessions sessions);

    /** Null unless tokens are given out here. */
    default @Nullable DevTokens devTokens() {
        return null;
    }

    @Override
    default void close() {}

    static Trust of(Vertx vertx, EdgeOptions.Tokens tokens, MeterRegistry meters) {
        return switch (tokens) {
            case EdgeOptions.Tokens.Development development -> new OfDevelopment(new DevTokens(development.secret()));
            case EdgeOptions.Tokens.Provider provider -> OfProvider.of(vertx, provider, meters);
        };
    }

    /** Anybody's. */
    record OfDevelopment(DevTokens devTokens) implements Trust {
        @Override
        public TokenVerifier verifier() {
            return devTokens;
        }

        @Override
        public SignIn signIn(Authenticator authenticator, Sessions sessions) {
            return new DevelopmentSignIn(devTokens, authenticator, sessions);
        }
    }

    /**
     * An identity provider's.
     *
     * @param discovery null where nobody signs in here
     */
    record OfProvider(
            EdgeOptions.Tokens.Provider options,
            ProviderClient client,
            @Nullable Discovery discovery,
            JwksKeys verifier)
            implements Trust {
        static OfProvider of(Vertx vertx, EdgeOptions.Tokens.Provider options, MeterRegistry meters) {
            ProviderClient client = new ProviderClient(vertx);
            RelyingParty us = options.signIn();
            Discovery discovery = us == null ? null : new Discovery(client, us.issuer());
            URI keys = options.keys();
            KeyLocation location = keys == null ? Objects.requireNonNull(discovery) : KeyLocation.at(keys);
            JwksKeys verifier = new JwksKeys(
                    vertx, client, location, options.algorithms(), options.rules(), new SignatureThreads(meters));
            return new OfProvider(options, client, discovery, verifier);
        }

        @Override
        public SignIn signIn(Authenticator authenticator, Sessions sessions) {
            RelyingParty us = options.signIn();
            if (us == null || discovery == null) return SignIn.NONE;
            return new ProviderSignIn(us, discovery, client, authenticator, options.rules(), sessions);
        }

        @Override
        public void close() {
            verifier.close();
            client.close();
        }
    }
}
