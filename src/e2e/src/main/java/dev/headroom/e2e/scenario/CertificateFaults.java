// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.Applied;
import dev.headroom.e2e.cluster.Patience;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.process.OneShot;
import dev.headroom.e2e.report.RowCollector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** KEDA's calls over TLS, with certificates that are renewed in time, and too late. */
@DisplayName("faults")
@ExtendWith(ClusterParameter.class)
@TestMethodOrder(OrderAnnotation.class)
final class CertificateFaults {
    private static final String NAME = "sealed";
    private static final String SECRET = "headroom-tls";
    private static final String SUBJECT = "CN=headroom";
    private static final String HOST = "dns:headroom.headroom.svc.cluster.local";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SHORT_SECONDS = 25;
    private static final List<String> TLS = List.of(
            "tls.enabled=true",
            "tls.secretName=" + SECRET,
            "tls.reloadPeriod=PT2S",
            // A caller meets the certificate in force only with a new connection.
            "grpc.maxConnectionAge=PT10S",
            "grpc.maxConnectionAgeGrace=PT5S");

    private static KedaMetrics metrics;
    private static Installed installed;
    private static DeployedWorkload workload;

    @BeforeAll
    static void installWithTls(RealCluster cluster) throws Exception {
        cluster.room(60);
        cluster.credentials().issue(SECRET, SUBJECT, HOST);
        secret(cluster);
        String authority = Files.readString(cluster.credentials().authorityFile());
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("headroom-ca")
                        .withNamespace(DeployedWorkload.NAMESPACE)
                        .endMetadata()
                        .addToStringData("ca.crt", authority)
                        .build())
                .serverSideApply();
        Applied.text(cluster.client(), """
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: { name: headroom, namespace: llm }
                spec: { secretTargetRef: [{ parameter: caCert, name: headroom-ca, key: ca.crt }] }
                """);
        installed = Installed.onto(cluster, TLS);
        workload = DeployedWorkload.created(
                cluster,
                new DeployedWorkload.Shape(
                        NAME,
                        2,
                        4,
                        5,
                        // KEDA may go below the policy's minimum, so a fleet that falls would be seen.
                        text -> text.replace("minReplicaCount: 1\n", "minReplicaCount: 1 # below the policy's\n")
                                .replace(
                                        "        policy: sealed\n",
                                        "        policy: sealed\n        enableTLS: \"true\"\n      authenticationRef: { name: headroom }\n")));
        metrics = new KedaMetrics(cluster);
        metrics.awaitPolls(NAME);
    }

    @AfterAll
    static void goBack(RealCluster cluster) throws Exception {
        if (workload != null) {
            workload.close();
        }
        Installed.onto(cluster, List.of());
    }

    @Test
    @Order(1)
    @DisplayName("a certificate is renewed: no call of KEDA fails")
    void renewed(RealCluster cluster, TestReporter reporter) throws Exception {
        long before = metrics.failures(NAME);
        cluster.credentials().issue(SECRET, SUBJECT, HOST);
        secret(cluster);
        Patience.during(Duration.ofSeconds(45), () -> true);
        long failed = metrics.failures(NAME) - before;
        reporter.publishEntry(RowCollector.MEASURED, failed + " failed calls within 45 s");
        assertThat(failed).isZero();
        String issued = Files.readString(cluster.credentials().certificate(SECRET));
        for (Pod replica : installed.replicas()) {
            assertThat(served(cluster, replica)).as("served").containsIgnoringWhitespaces(issued);
        }
    }

    @Test
    @Order(2)
    @DisplayName("a certificate ends: the log says it, the fleet stands, and a new one is taken without a restart")
    void ended(RealCluster cluster, TestReporter reporter) throws Exception {
        double failures = handshakeFailures();
        cluster.credentials().issueForSeconds(SECRET, SUBJECT, SHORT_SECONDS, HOST);
        secret(cluster);
        // KEDA counts no errors of calls that found no connection.
        Patience.until("KEDA's handshakes fail", PATIENCE, () -> handshakeFailures() > failures);
        Patience.until(
                "the log says it", PATIENCE, () -> !certificateLines(cluster).isEmpty());
        List<String> said = certificateLines(cluster);
        Set<Integer> wanted = new TreeSet<>();
        Patience.during(Duration.ofSeconds(20), () -> wanted.add(workload.wanted()));
        cluster.credentials().issue(SECRET, SUBJECT, HOST);
        secret(cluster);
        double calls = calls();
        Patience.until("KEDA's calls are answered again", PATIENCE, () -> calls() > calls + 5);
        reporter.publishEntry(
                RowCollector.MEASURED, wanted + " replicas during 20 s of refused calls; the log: " + said.get(0));
        assertThat(wanted).containsExactly(2);
    }

    private static double calls() throws Exception {
        return sum("headroom_calls_total");
    }

    private static double handshakeFailures() throws Exception {
        return sum("headroom_tls_handshake_failures_total");
    }

    private static double sum(String meter) throws Exception {
        double sum = 0;
        for (var replica : installed.replicas()) {
            sum += installed.meter(replica, meter);
        }
        return sum;
    }

    /** What a new connection meets, as keytool prints it. */
    private static String served(RealCluster cluster, Pod replica) {
        InetSocketAddress address = cluster.reach(replica, KedaCaller.PORT);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        return OneShot.in(cluster.place().directory(), Map.of())
                .output(List.of(
                        keytool,
                        "-printcert",
                        "-rfc",
                        "-sslserver",
                        address.getHostString() + ":" + address.getPort()));
    }

    private static List<String> certificateLines(RealCluster cluster) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Pod replica : installed.replicas()) {
            lines.addAll(cluster.log(replica));
        }
        return lines.stream()
                .filter(line -> line.contains("certificate") && line.contains("expired at"))
                .map(line -> line.replaceAll("^.*\"message\":\"([^\"]*)\".*$", "$1"))
                .toList();
    }

    private static void secret(RealCluster cluster) throws Exception {
        Path certificate = cluster.credentials().certificate(SECRET);
        cluster.client()
                .resource(new SecretBuilder()
                        .withType("kubernetes.io/tls")
                        .withNewMetadata()
                        .withName(SECRET)
                        .withNamespace("headroom")
                        .endMetadata()
                        .addToStringData("tls.crt", Files.readString(certificate))
                        .addToStringData(
                                "tls.key",
                                Files.readString(cluster.credentials().key(SECRET)))
                        .addToStringData(
                                "ca.crt", Files.readString(cluster.credentials().authorityFile()))
                        .build())
                .forceConflicts()
                .serverSideApply();
        cluster.processes().renewSecrets();
    }
}
