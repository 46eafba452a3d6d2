package io.yizhan.http.node;

import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;

/** {@code GET /v1/.well-known/jwks.json}: the key that passes are checked with. */
public final class PassKeysRoute {
    private final Passes passes;

    public PassKeysRoute(Passes passes) {
        this.passes = passes;
    }

    /** As a JSON Web Key Set (RFC 7517). */
    public void handle(Exchange exchange) {
        PassKey key = passes.key();
        JsonOut json = exchange.json(256).object().array("keys").object();
        json.field("kty", "OKP")
                .field("crv", "Ed25519")
                .field("use", "sig")
                .field("alg", "EdDSA")
                .field("kid", key.id())
                .field("x", key.x());
        ETags.send(exchange, Exchange.JSON, json.end().endArray().end());
    }
}
