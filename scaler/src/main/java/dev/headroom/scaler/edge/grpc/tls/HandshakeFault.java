// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Explains a failed handshake to the person who sets up KEDA. The words of Java's TLS are not a contract: unknown ones are handed on. */
final class HandshakeFault {
    /** RFC 8446, 6: a client's alert before it closes. Go sends bad_certificate for every fault of our certificate. */
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private static final Pattern ABOUT_OUR_CERTIFICATE =
            Pattern.compile("bad_certificate|certificate_(unknown|expired|revoked)|unsupported_certificate|unknown_ca");

    private static final String EXPIRED = "certificate_expired";

    private HandshakeFault() {}

    /** Empty for a connection that was closed before it had said anything: probes and port scans. */
    static Optional<String> sentence(Throwable failure, Optional<Credentials> credentials, Instant now) {
        if (credentials.isEmpty()) {
            return Optional.of("the service has no TLS credentials");
        }
        if (has(failure, NotSslRecordException.class)) {
            return Optional.of("the client does not use TLS: set enableTLS: \"true\" in its trigger");
        }
        String message = String.valueOf(failure.getMessage());
        if (closed(failure, message)) {
            return Optional.empty();
        }
        Matcher alert = ALERT.matcher(message);
        if (alert.find()) {
            return Optional.of(alert(alert.group(1), credentials.get(), now));
        }
        if (message.toLowerCase(Locale.ROOT).matches(".*(empty|null).*(chain|certificate).*")) {
            return Optional.of("the client sent no certificate, but needs one signed by " + authorities(credentials));
        }
        return Optional.of(aboutClient(failure, message, credentials));
    }

    private static String aboutClient(Throwable failure, String message, Optional<Credentials> credentials) {
        if (has(failure, CertificateExpiredException.class)) {
            return "the client's certificate has expired: " + innermost(failure);
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "the client's certificate is not valid yet: " + innermost(failure);
        }
        if (message.contains("PKIX path")) {
            return "the client's certificate must be signed by " + authorities(credentials);
        }
        return message;
    }

    private static String alert(String alert, Credentials credentials, Instant now) {
        if (!ABOUT_OUR_CERTIFICATE.matcher(alert).matches()) {
            return "the client closed the handshake with alert " + alert;
        }
        String rejected = "the client rejects the service's certificate (alert " + alert + "): ";
        if (now.isAfter(credentials.end())) {
            return rejected + "it expired at " + credentials.end();
        }
        if (alert.equals(EXPIRED)) {
            return rejected + "it is valid until " + credentials.end() + ", so the client's clock is wrong";
        }
        return rejected + "caCert must hold \""
                + credentials.issuer() + "\" and scalerAddress must name one of "
                + String.join(", ", credentials.names()) + ". The certificate expires at " + credentials.end();
    }

    private static String authorities(Optional<Credentials> credentials) {
        return credentials.map(Credentials::authorities).orElse("a CA in headroom.tls.client-ca");
    }

    /** Netty reports the end of a connection by a handshake exception, too. */
    private static boolean closed(Throwable failure, String message) {
        return message.contains("Connection closed")
                || message.contains("closed channel")
                || (failure instanceof IOException && !(failure instanceof SSLException));
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
