/** {@code openapi.yaml} as others read it: by two linters that find different faults, by rules of ours, and by a generated client that books. */
@NullMarked
package io.yizhan.contract;

import org.jspecify.annotations.NullMarked;
