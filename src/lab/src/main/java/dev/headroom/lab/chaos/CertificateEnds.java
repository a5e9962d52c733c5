// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.time.Duration;

/** The certificate of the gRPC port is renewed, then one ends before it is renewed. */
final class CertificateEnds implements ChaosFault {
    private static final Duration RENEWED = Duration.ofSeconds(15);
    private static final int ENDS_IN_SECONDS = 20;
    private static final Duration STILL_IN_FORCE = Duration.ofSeconds(ENDS_IN_SECONDS - 2);
    private static final Duration ENDED = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "certificate-ends";
    }

    @Override
    public String done() {
        return "the certificate is renewed under calls; then one is put in its place that ends 20 s later and is renewed 20 s after that;"
                + " callers make a new connection each 5 s";
    }

    @Override
    public String toBeSeen() {
        return "a renewal in time costs no answer; callers refuse an ended certificate, and are answered soon after it is renewed";
    }

    @Override
    public StageKind stage() {
        return StageKind.TLS;
    }

    @Override
    public void strike(ChaosStage stage, Notes notes) throws Exception {
        Certificates certificates = stage.extras().certificates();
        long begin = System.nanoTime();
        certificates.renew();
        Waiting.during(RENEWED);
        long issued = System.nanoTime();
        certificates.endIn(ENDS_IN_SECONDS);
        Waiting.during(STILL_IN_FORCE.minusNanos(System.nanoTime() - issued));
        Watched whileInForce = Watched.since(stage.replicas(), begin);
        notes.expect(
                whileInForce.refusals().isEmpty(),
                "while certificates were in force callers were told %s",
                whileInForce.refusals().isEmpty() ? "numbers only" : whileInForce.refusals());
        Waiting.during(ENDED);
        notes.expect(
                !Watched.since(stage.replicas(), begin).refusals().isEmpty(), "callers refused the ended certificate");
        certificates.renew();
    }
}
