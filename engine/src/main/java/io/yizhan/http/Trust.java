package io.yizhan.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.JwksKeys;
import io.yizhan.http.auth.KeyLocation;
import io.yizhan.http.auth.ProviderClient;
import io.yizhan.http.auth.SignatureThreads;
import io.yizhan.http.auth.TokenVerifier;
import org.jspecify.annotations.Nullable;

/** Whose word an edge takes for who somebody is, put together from its options. Any thread. */
sealed interface Trust extends AutoCloseable {
    TokenVerifier verifier();

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
    }

    /** An identity provider's. */
    record OfProvider(ProviderClient client, JwksKeys verifier) implements Trust {
        static OfProvider of(Vertx vertx, EdgeOptions.Tokens.Provider options, MeterRegistry meters) {
            ProviderClient client = new ProviderClient(vertx);
            JwksKeys verifier = new JwksKeys(
                    vertx,
                    client,
                    KeyLocation.at(options.keys()),
                    options.algorithms(),
                    options.rules(),
                    new SignatureThreads(meters));
            return new OfProvider(client, verifier);
        }

        @Override
        public void close() {
            verifier.close();
            client.close();
        }
    }
}
