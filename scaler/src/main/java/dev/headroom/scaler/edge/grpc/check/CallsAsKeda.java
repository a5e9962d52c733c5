// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.headroom.proto.externalscaler.GetMetricSpecResponse;
import dev.headroom.proto.externalscaler.GetMetricsRequest;
import dev.headroom.proto.externalscaler.GetMetricsResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.edge.grpc.check.ServiceChecks.Policy;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Calls each replica as KEDA does. */
final class CallsAsKeda {
    private static final long PATIENCE_SECONDS = 5;

    /** One replica answers for all; the first few policies show whether it answers. */
    private static final int MOST_POLICIES = 5;

    private final Place place;

    CallsAsKeda(Place place) {
        this.place = place;
    }

    /** Findings about the gRPC port of each replica. */
    List<InstallationFinding> to(List<InetAddress> replicas, List<Policy> policies) {
        List<InstallationFinding> findings = new ArrayList<>();
        Optional<Path> authority = place.authority().filter(Files::exists);
        boolean plain = place.security() == Place.Security.PLAIN;
        boolean mayCall = plain || (place.security() == Place.Security.TLS && authority.isPresent());
        for (InetAddress replica : replicas) {
            Optional<InstallationFinding> greeted =
                    plain ? Optional.empty() : Optional.of(Handshake.with(place, authority, replica));
            greeted.ifPresent(findings::add);
            if (mayCall && greeted.filter(InstallationFinding::isFailed).isEmpty()) {
                call(replica, authority, policies, findings);
            }
        }
        return findings;
    }

    private void call(
            InetAddress replica, Optional<Path> authority, List<Policy> policies, List<InstallationFinding> findings) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(replica, place.grpcPort()), credentials(authority))
                .overrideAuthority(place.host() + ":" + place.grpcPort())
                .build();
        try {
            ExternalScalerBlockingStub keda = ExternalScalerGrpc.newBlockingStub(channel);
            findings.add(metricOf(keda, replica));
            if (!findings.get(findings.size() - 1).isFailed()) {
                policies.stream()
                        .filter(Policy::valid)
                        .limit(MOST_POLICIES)
                        .forEach(policy -> findings.add(answerOf(keda, replica, policy)));
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private InstallationFinding metricOf(ExternalScalerBlockingStub keda, InetAddress replica) {
        try {
            GetMetricSpecResponse answer = keda.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .getMetricSpec(ScaledObjectRef.getDefaultInstance());
            return answer.getMetricSpecsCount() == 1
                    ? InstallationFinding.ok("Replica " + ServiceChecks.text(replica)
                            + " answers KEDA's call GetMetricSpec on port " + place.grpcPort() + ".")
                    : InstallationFinding.failed("Replica " + ServiceChecks.text(replica)
                            + " answers GetMetricSpec with " + answer.getMetricSpecsCount() + " metrics, must be one.");
        } catch (StatusRuntimeException e) {
            return InstallationFinding.failed("Replica " + ServiceChecks.text(replica)
                    + " does not answer GetMetricSpec on port " + place.grpcPort() + ": " + words(e.getStatus()) + ".");
        }
    }

    /** A policy's own name serves as the ScaledObject's: the metadata names the policy. */
    private static InstallationFinding answerOf(ExternalScalerBlockingStub keda, InetAddress replica, Policy policy) {
        GetMetricsRequest request = GetMetricsRequest.newBuilder()
                .setScaledObjectRef(ScaledObjectRef.newBuilder()
                        .setNamespace(policy.namespace())
                        .setName(policy.name())
                        .putScalerMetadata("policy", policy.name()))
                .setMetricName("desired-replicas")
                .build();
        try {
            GetMetricsResponse answer =
                    keda.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS).getMetrics(request);
            return InstallationFinding.ok("Replica " + ServiceChecks.text(replica) + " answers GetMetrics for " + policy
                    + " with " + Math.round(answer.getMetricValues(0).getMetricValueFloat()) + " replicas.");
        } catch (StatusRuntimeException e) {
            String sentence = "Replica " + ServiceChecks.text(replica) + " answers GetMetrics for " + policy + " with "
                    + words(e.getStatus()) + ".";
            // That is an answer, too: without telemetry there is no number.
            return e.getStatus().getCode() == Status.Code.UNAVAILABLE
                            && e.getStatus().getCause() == null
                    ? InstallationFinding.note(sentence)
                    : InstallationFinding.failed(sentence);
        }
    }

    private ChannelCredentials credentials(Optional<Path> authority) {
        if (place.security() == Place.Security.PLAIN || authority.isEmpty()) {
            return InsecureChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(authority.get().toFile())
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("authority " + authority.get() + " cannot be read", e);
        }
    }

    private static String words(Status status) {
        String description = status.getDescription();
        return status.getCode() + (description == null ? "" : ", " + description);
    }
}
