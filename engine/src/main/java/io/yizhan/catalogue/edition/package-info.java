/** Which catalogue a city has, and how another one takes its place while the city is served. */
@NullMarked
package io.yizhan.catalogue.edition;

import org.jspecify.annotations.NullMarked;
