/** Charts as SVG files: lines over two axes, and dots with their spread. On a light panel of their own, so that any page can carry them. */
@NullMarked
package io.yizhan.bench.chart;

import org.jspecify.annotations.NullMarked;
