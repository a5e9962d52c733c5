// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest credentials that fit together. Files that do not are reported once and looked at again; meanwhile the earlier
 * credentials stay in force. Without earlier ones every handshake is refused: the port never speaks plain text because of a broken file.
 */
public final class TlsKeeper {
    private static final Logger LOG = Logger.getLogger(TlsKeeper.class);

    private final PemFiles files;
    private final TlsFacts facts;
    private final InstantSource clock;
    private volatile @Nullable Credentials inForce;

    /** The files' contents behind the credentials in force. */
    private PemFiles.@Nullable Contents contents;

    private String said = "";

    /**
     * Looks at once.
     *
     * @param clock the real one: certificates know no other
     */
    public TlsKeeper(PemFiles files, TlsFacts facts, InstantSource clock) {
        this.files = files;
        this.facts = facts;
        this.clock = clock;
        look();
    }

    /** Takes new credentials from the files, if they can be used. */
    public synchronized void look() {
        Instant now = clock.instant();
        try {
            PemFiles.Contents read = files.read();
            if (read.equals(contents)) {
                sayWhenOver(now);
                return;
            }
            Credentials credentials = Credentials.of(files, read, now);
            boolean first = inForce == null;
            inForce = credentials;
            contents = read;
            said = "";
            LOG.infof(
                    "TLS credentials of the gRPC port %s %s",
                    first ? "loaded" : "changed, new handshakes use them", credentials.described());
            if (!first) {
                facts.reloaded();
            }
        } catch (UnusableTls e) {
            facts.reloadFailed();
            sayOnce(e.sentence() + "; "
                    + (inForce == null
                            ? "no client can connect to the gRPC port until this is fixed"
                            : "the previous credentials stay in use until " + inForce.end()));
        }
    }

    /** Whether there are any; without them no handshake succeeds. */
    public boolean hasCredentials() {
        return inForce != null;
    }

    /** Until the certificate ends, below 0 after that; no number without a certificate. */
    public double secondsLeft() {
        Credentials credentials = inForce;
        return credentials == null
                ? Double.NaN
                : Duration.between(clock.instant(), credentials.end()).toSeconds();
    }

    Optional<Credentials> inForce() {
        return Optional.ofNullable(inForce);
    }

    private void sayWhenOver(Instant now) {
        Credentials credentials = inForce;
        if (credentials != null && now.isAfter(credentials.end())) {
            sayOnce("headroom.tls.certificate " + files.certificate() + " expired at " + credentials.end()
                    + " and was not replaced: clients refuse it");
        }
    }

    private void sayOnce(String sentence) {
        if (!sentence.equals(said)) {
            said = sentence;
            LOG.errorf("TLS of the gRPC port: %s", sentence);
        }
    }
}
