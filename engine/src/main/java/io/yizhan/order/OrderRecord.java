package io.yizhan.order;

import io.yizhan.core.Reservation;
import java.util.List;
import java.util.UUID;

/**
 * An order as the rows have it.
 *
 * @param changedSeq the number of the last event that has changed it, or one of its items
 * @param erased whether it was given up for good
 * @param details what its partner has said of it; "" once that is forgotten
 * @param notice what its customer is to be told, in an operator's words; "" for nothing, and once that is forgotten
 * @param items in the order asked for, one reservation each
 */
public record OrderRecord(
        UUID uuid, long changedSeq, boolean erased, String details, String notice, List<Reservation> items) {}
