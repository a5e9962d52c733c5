// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import dev.headroom.scaler.edge.grpc.check.ServiceChecks.Policy;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The command of {@code helm test}: prints a sentence for each finding. Its exit code is 0 if nothing failed, 1 if something did, and 2
 * for wrong arguments.
 */
public final class InstallationCheck {
    /** A network policy takes effect some seconds after it was created, and a handover of the leader takes ten. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    /** The HPA asks every 15 s, and KEDA polls at least every 30 s. */
    private static final Duration KEDA_ASKS_WITHIN = Duration.ofSeconds(45);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Place place;
    private final Duration settling;
    private final Duration kedaAsksWithin;
    private final ServiceChecks service;

    /**
     * Looks at nothing yet.
     *
     * @param settling how long failures are tried again
     * @param kedaAsksWithin how long to wait for a call of KEDA
     */
    InstallationCheck(Place place, Duration settling, Duration kedaAsksWithin) {
        this.place = place;
        this.settling = settling;
        this.kedaAsksWithin = kedaAsksWithin;
        this.service = new ServiceChecks(place);
    }

    /** Checks one installation. */
    public static void main(String[] arguments) {
        // The pods behind a name change while the test waits for them.
        Security.setProperty("networkaddress.cache.ttl", "1");
        System.exit(run(System.out, arguments));
    }

    static int run(PrintStream out, String... arguments) {
        Place place;
        try {
            place = Place.of(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        }
        List<InstallationFinding> findings = new InstallationCheck(place, SETTLING, KEDA_ASKS_WITHIN).findings();
        findings.forEach(finding -> out.println(finding.line()));
        return findings.stream().anyMatch(InstallationFinding::isFailed) ? 1 : 0;
    }

    /** Looks at everything. KEDA's calls are counted before the check makes calls of its own. */
    List<InstallationFinding> findings() {
        List<InstallationFinding> findings = new ArrayList<>(untilGood(() -> service.of(replicas()), settling));
        List<InetAddress> replicas = replicas();
        if (findings.stream().anyMatch(InstallationFinding::isFailed) && replicas.isEmpty()) {
            return findings;
        }
        List<Policy> policies = service.policiesOf(replicas);
        if (!policies.isEmpty()) {
            double before = service.callsAt(replicas);
            findings.addAll(untilGood(() -> List.of(asked(before, replicas)), kedaAsksWithin));
        }
        findings.addAll(new CallsAsKeda(place).to(replicas, policies));
        return findings;
    }

    private InstallationFinding asked(double before, List<InetAddress> replicas) {
        return service.callsAt(replicas) > before
                ? InstallationFinding.ok("KEDA asks: the count of its calls rises.")
                : InstallationFinding.failed("No call of KEDA came within " + kedaAsksWithin.toSeconds()
                        + " s: a ScaledObject must name " + place.host() + ":" + place.grpcPort()
                        + " in scalerAddress, and the NetworkPolicy must let KEDA in.");
    }

    private List<InetAddress> replicas() {
        try {
            return List.of(InetAddress.getAllByName(place.host()));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static List<InstallationFinding> untilGood(Supplier<List<InstallationFinding>> look, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        List<InstallationFinding> found = look.get();
        while (found.stream().anyMatch(InstallationFinding::isFailed) && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return found;
            }
            found = look.get();
        }
        return found;
    }
}
