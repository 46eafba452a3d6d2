package io.yizhan.catalogue;

import java.util.List;

/**
 * A city that can be served, and what its file says that is hard to believe.
 *
 * @param warnings in the order of the file's parts, at most {@value Problems#NAMED_MAX}
 * @param unnamedCount how many more there are
 */
public record CatalogueReview(City city, List<Problem> warnings, int unnamedCount) {}
