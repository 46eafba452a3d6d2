package io.yizhan.catalogue.edition;

import io.yizhan.catalogue.City;
import java.util.function.Predicate;

/**
 * A catalogue that is to take the place of the present one.
 *
 * @param city sound in itself
 * @param document the file that it was read from
 * @param onto whether whoever proposes it has seen the edition of this {@linkplain Edition#tag tag}
 */
public record Proposal(City city, byte[] document, Predicate<String> onto) {}
