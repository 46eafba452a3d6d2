package io.yizhan.http.auth;

import io.vertx.core.Future;
import java.net.URI;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an OpenID provider has what, as it says itself. It is asked when somebody wants to know, so no start waits for it; then again after
 * ten minutes, and after a second where it did not answer, whoever asks meanwhile. What was read stays good while it is away. Any thread.
 */
public final class Discovery implements KeyLocation {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final String PATH = "/.well-known/openid-configuration";
    private static final long REFRESH_NS = TimeUnit.MINUTES.toNanos(10);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final ProviderClient client;
    private final String issuer;
    private final URI document;

    private @Nullable ProviderMetadata known;
    private @Nullable Future<ProviderMetadata> latest;
    private long askedNs;

    public Discovery(ProviderClient client, URI issuer) {
        this.client = client;
        this.issuer = issuer.toString();
        document = URI.create(this.issuer.replaceFirst("/$", "") + PATH);
    }

    /** @return fails where it was never read */
    public synchronized Future<ProviderMetadata> metadata() {
        Future<ProviderMetadata> asked = latest;
        if (asked == null || isOld(asked)) {
            askedNs = System.nanoTime();
            latest = asked = client.document(document).compose(this::read).onFailure(this::failed);
        }
        ProviderMetadata read = known;
        return read == null ? asked : Future.succeededFuture(read);
    }

    private boolean isOld(Future<ProviderMetadata> asked) {
        return asked.isComplete() && System.nanoTime() - askedNs > (asked.succeeded() ? REFRESH_NS : RETRY_NS);
    }

    private synchronized Future<ProviderMetadata> read(String text) {
        try {
            ProviderMetadata read = ProviderMetadata.parse(text, issuer);
            known = read;
            return Future.succeededFuture(read);
        } catch (ParseException unfit) {
            return Future.failedFuture(unfit);
        }
    }

    private void failed(Throwable failure) {
        LOG.warn("what the OpenID provider says of itself was not read from {}: {}", document, failure.toString());
    }

    @Override
    public Future<URI> uri() {
        return metadata().map(ProviderMetadata::keys);
    }
}
