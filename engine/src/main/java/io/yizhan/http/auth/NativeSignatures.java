package io.yizhan.http.auth;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS-LC, where its library loads on this machine: it verifies ES256 and Ed25519 in a fifteenth of the time that the JDK takes, and ES512
 * in a twelfth. The signatures of a full evening's sign-ins are the dearest thing that an engine does.
 */
final class NativeSignatures {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSignatures.class);

    private NativeSignatures() {}

    /** Null where the JDK has to do it. */
    static @Nullable Provider provider() {
        Throwable fault;
        try {
            fault = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        } catch (LinkageError notForThisMachine) {
            fault = notForThisMachine;
        }
        if (fault == null) return AmazonCorrettoCryptoProvider.INSTANCE;
        LOG.warn("signatures are verified by the JDK, which takes many times as long: {}", fault.toString());
        return null;
    }
}
