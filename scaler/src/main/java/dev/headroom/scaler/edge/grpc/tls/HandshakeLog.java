// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import dev.headroom.scaler.edge.grpc.limit.PeerAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Says why handshakes fail, once per peer address and minute: a client that is set up wrongly comes again and again. */
final class HandshakeLog {
    static final Duration QUIET = Duration.ofMinutes(1);

    /** Addresses that are remembered. Only a port scan brings more; those share one place then. */
    static final int MOST_PEERS = 1000;

    private static final Logger LOG = Logger.getLogger(HandshakeLog.class);
    private static final String OTHERS = "others";

    private final Supplier<Optional<Credentials>> inForce;
    private final TlsFacts facts;
    private final LongSupplier nanoTime;
    private final Map<String, Said> peers = new HashMap<>();

    /** When a peer was last spoken of, and how many failures of its were passed over since. */
    private record Said(long at, int since) {}

    HandshakeLog(Supplier<Optional<Credentials>> inForce, TlsFacts facts, LongSupplier nanoTime) {
        this.inForce = inForce;
        this.facts = facts;
        this.nanoTime = nanoTime;
    }

    /** A connection came of nothing. */
    void failed(SocketAddress peer, Throwable cause) {
        Optional<String> sentence = HandshakeFault.sentence(cause, inForce.get(), Instant.now());
        if (sentence.isPresent()) {
            facts.handshakeFailed();
            say(PeerAddress.of(peer), sentence.get());
        }
    }

    private synchronized void say(String address, String sentence) {
        long now = nanoTime.getAsLong();
        String peer = peers.containsKey(address) || hasRoom(now) ? address : OTHERS;
        Said said = peers.get(peer);
        if (said != null && now - said.at() < QUIET.toNanos()) {
            peers.put(peer, new Said(said.at(), said.since() + 1));
            return;
        }
        peers.put(peer, new Said(now, 0));
        LOG.warnf(
                "TLS handshake failed peer=%s: %s%s",
                address, sentence, said == null || said.since() == 0 ? "" : " (and " + said.since() + " more before)");
    }

    /** Forgets peers that have been quiet for long, with their counts of suppressed lines. */
    private boolean hasRoom(long now) {
        if (peers.size() >= MOST_PEERS) {
            peers.values().removeIf(said -> now - said.at() >= QUIET.toNanos());
        }
        return peers.size() < MOST_PEERS;
    }
}
