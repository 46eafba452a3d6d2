package io.yizhan.controller;

import io.yizhan.catalogue.Controller.Direction;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a controller reports, as far as it could be read.
 *
 * @param at by the device's clock
 * @param index the device's own number of it; 0 where it gives none
 * @param text what tells it from all others of the same second, where there is no index
 * @param instead what becomes of it where nobody passed; null where somebody did
 * @param said which way, by the device; null for nothing
 * @param credential who, as the device knows them
 */
public record Report(
        LocalDateTime at,
        long index,
        String text,
        @Nullable Verdict instead,
        int door,
        @Nullable Direction said,
        String credential) {}
