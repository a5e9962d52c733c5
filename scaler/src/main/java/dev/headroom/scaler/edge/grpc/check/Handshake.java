// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A TLS handshake as KEDA begins one: the certificate must name the host. It has no client certificate, because KEDA's is in another
 * namespace. In TLS 1.3 the server looks for that only after the client's part is done.
 */
final class Handshake {
    private static final int PATIENCE_MILLIS = 5_000;

    private Handshake() {}

    static InstallationFinding with(Place place, Optional<Path> authority, InetAddress replica) {
        String subject = "Replica " + ServiceChecks.text(replica);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(replica, place.grpcPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, authority.isPresent() ? trusting(authority.get()) : UNCHECKED, null);
            try (SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, place.host(), place.grpcPort(), true)) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                parameters.setApplicationProtocols(new String[] {"h2"});
                secured.setSSLParameters(parameters);
                secured.startHandshake();
            }
            return InstallationFinding.ok(subject + " has a certificate for " + place.host()
                    + (authority.isPresent() ? "" : "; its chain was not checked, because the Secret has no ca.crt")
                    + (place.security() == Place.Security.MUTUAL_TLS ? ". It answers KEDA's certificate only." : "."));
        } catch (IOException | GeneralSecurityException e) {
            return InstallationFinding.failed(
                    subject + " fails in the TLS handshake on port " + place.grpcPort() + ": " + e.getMessage() + ".");
        }
    }

    private static TrustManager[] trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Java still compares the names, because this is no extended manager. */
    private static final TrustManager[] UNCHECKED = {
        new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }
    };
}
