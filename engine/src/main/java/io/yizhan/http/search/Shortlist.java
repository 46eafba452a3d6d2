package io.yizhan.http.search;

import org.jspecify.annotations.Nullable;

/** The first of many slots, in order, however they come: of those at one distance in any order, then of those farther away. */
final class Shortlist {
    private final @Nullable Hit[] hits;
    private int size;
    /** So many are nearer than whatever still comes. */
    private int settled;

    Shortlist(int max) {
        hits = new Hit[max];
    }

    int size() {
        return size;
    }

    Hit hit(int i) {
        Hit hit = hits[i];
        if (hit == null || i >= size) throw new IndexOutOfBoundsException(i);
        return hit;
    }

    /** Whatever comes from now on is farther away. */
    void settle() {
        settled = size;
    }

    /** Whether nothing that comes can be among them any more. */
    boolean isSettled() {
        return settled == hits.length;
    }

    /** Whether a slot of this order would not be among them. */
    boolean excludes(long order) {
        return size == hits.length && order >= hit(size - 1).order();
    }

    void add(Hit hit) {
        int at = size < hits.length ? size++ : size - 1;
        for (; at > settled && hit(at - 1).order() > hit.order(); at--) hits[at] = hits[at - 1];
        hits[at] = hit;
    }
}
