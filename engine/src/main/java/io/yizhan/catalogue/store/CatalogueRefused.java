package io.yizhan.catalogue.store;

import java.util.List;

/** A catalogue that is right in itself contradicts what the region has: each line says what, and what to do. */
public final class CatalogueRefused extends RuntimeException {
    private final transient List<String> obstacles;

    CatalogueRefused(List<String> obstacles) {
        super(String.join("\n", obstacles));
        this.obstacles = List.copyOf(obstacles);
    }

    List<String> obstacles() {
        return obstacles;
    }
}
