/** Proxies between a client and a server of the tests, which hold, cut or lose what goes through them. */
@NullMarked
package io.yizhan.proxy;

import org.jspecify.annotations.NullMarked;
