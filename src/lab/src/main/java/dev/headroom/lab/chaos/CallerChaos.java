// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What callers of the gRPC port do, and what they are shown. */
final class CallerChaos {
    private static final Duration HANGS_FOR = Duration.ofSeconds(30);
    private static final Duration STREAMS_FOR = Duration.ofSeconds(20);
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);
    private static final int STREAMS = 200;
    private static final int CALLS = 1_500;
    private static final Duration RENEWED = Duration.ofSeconds(15);
    private static final int ENDS_IN_SECONDS = 20;
    private static final Duration STILL_IN_FORCE = Duration.ofSeconds(ENDS_IN_SECONDS - 2);
    private static final Duration ENDED = Duration.ofSeconds(20);

    static final ChaosFault HANGS = ChaosFault.of(
                    "keda-hangs",
                    StageKind.TWO_REPLICAS,
                    "a caller opens 200 push streams and asks 1,500 times of each replica, and reads nothing for 30 s",
                    "other callers are answered as fast as ever",
                    (stage, notes) -> {
                        try (KedaCalls first = callsTo(stage, 0);
                                KedaCalls second = callsTo(stage, 1)) {
                            for (KedaCalls calls : List.of(first, second)) {
                                calls.openStreams(STREAMS, false);
                                calls.askUnread(CALLS);
                            }
                            Waiting.during(HANGS_FOR);
                        }
                    })
            .overWhen(CallerChaos::noStreamIsOpen);

    /** As many as two hundred ScaledObjects open. */
    static final ChaosFault MANY_STREAMS = ChaosFault.of(
                    "200-streams",
                    StageKind.TWO_REPLICAS,
                    "200 push streams are opened on one connection to each replica for 20 s",
                    "each says once that the workload is active, none ends, and no other call waits for them",
                    CallerChaos::openStreams)
            .overWhen(CallerChaos::noStreamIsOpen);

    static final ChaosFault CERTIFICATE_ENDS = ChaosFault.of(
            "certificate-ends",
            StageKind.TLS,
            "the certificate is renewed under calls. The next certificate ends after 20 s and is renewed 20 s later."
                    + " Callers make a new connection each 5 s",
            "a renewal in time costs no answer; callers refuse an ended certificate, and are answered soon after it is"
                    + " renewed",
            CallerChaos::endCertificate);

    private CallerChaos() {}

    private static KedaCalls callsTo(ChaosStage stage, int replica) {
        return new KedaCalls(stage.replicas().get(replica).service().ports());
    }

    private static boolean noStreamIsOpen(ChaosStage stage) {
        return stage.replicas().stream()
                .allMatch(replica ->
                        replica.service().meter("headroom_streams_open").orElse(-1) == 0);
    }

    private static void openStreams(ChaosStage stage, Notes notes) throws Exception {
        try (KedaCalls first = callsTo(stage, 0);
                KedaCalls second = callsTo(stage, 1)) {
            List<KedaCalls> both = List.of(first, second);
            both.forEach(calls -> calls.openStreams(STREAMS, true));
            boolean all = Waiting.until(TOLD_WITHIN, () -> both.stream().allMatch(calls -> calls.active() == STREAMS));
            Waiting.during(STREAMS_FOR);
            int ended = first.ends().size() + second.ends().size();
            notes.expect(all, "%d and %d streams said active", first.active(), second.active());
            notes.expect(ended == 0, "%d streams ended early", ended);
        }
    }

    private static void endCertificate(ChaosStage stage, Notes notes) throws Exception {
        Certificates certificates = stage.extras().certificates();
        long begin = System.nanoTime();
        certificates.renew();
        Waiting.during(RENEWED);
        long issued = System.nanoTime();
        certificates.endIn(ENDS_IN_SECONDS);
        Waiting.during(STILL_IN_FORCE.minusNanos(System.nanoTime() - issued));
        Set<String> refusals = Watched.since(stage.replicas(), begin).refusals();
        notes.expect(
                refusals.isEmpty(),
                "while certificates were in force callers were told %s",
                refusals.isEmpty() ? "numbers only" : refusals);
        Waiting.during(ENDED);
        notes.expect(
                !Watched.since(stage.replicas(), begin).refusals().isEmpty(), "callers refused the ended certificate");
        certificates.renew();
    }
}
