package io.yizhan.catalogue.store;

import java.util.List;

/** A catalogue that is right in itself contradicts what the region has: each line says what, and what to do. */
public final class CatalogueRefused extends RuntimeException {
    CatalogueRefused(List<String> obstacles) {
        super(String.join("\n", obstacles));
    }
}
