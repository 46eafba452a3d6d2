package io.yizhan.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities by whose certificates a server shows who it is: those that the JVM knows, and an operator's own. As the JVM's they are the
 * whole process's: to be said before it connects to anything. Any thread.
 */
public final class Authorities {
    private static volatile @Nullable TrustManagerFactory all;

    private Authorities() {}

    /**
     * Believes these from now on, too.
     *
     * @param pem a file of certificates in PEM
     * @throws IOException it can't be read, or has none
     */
    public static void add(Path pem) throws IOException {
        List<Certificate> own = certificates(pem);
        try {
            List<Certificate> known = new ArrayList<>(own);
            known.addAll(ofTheJvm());
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < known.size(); i++) store.setCertificateEntry(Integer.toString(i), known.get(i));
            TrustManagerFactory factory = factory(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            SSLContext.setDefault(context);
            all = factory;
        } catch (GeneralSecurityException unfit) {
            throw new IOException(pem + " holds what can't be trusted: " + unfit.getMessage(), unfit);
        }
    }

    /** For clients that don't ask the JVM's default context; null where what the JVM knows is all. */
    public static @Nullable TrustManagerFactory all() {
        return all;
    }

    private static List<Certificate> certificates(Path pem) throws IOException {
        try (InputStream file = Files.newInputStream(pem)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(file));
            if (found.isEmpty()) throw new IOException(pem + " has no certificate");
            return found;
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + pem, missing);
        } catch (FileSystemException unreadable) {
            throw new IOException(pem + " can't be read: " + unreadable.getReason(), unreadable);
        } catch (CertificateException malformed) {
            throw new IOException(pem + " is no file of certificates in PEM: " + malformed.getMessage(), malformed);
        }
    }

    private static List<X509Certificate> ofTheJvm() throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (TrustManager each : factory(null).getTrustManagers())
            if (each instanceof X509TrustManager manager) found.addAll(List.of(manager.getAcceptedIssuers()));
        return found;
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
