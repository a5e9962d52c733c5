// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What open tabs ask of the service, without their browsers: the stream of the fleet, a workload's page every 10 s, the doctor every
 * 30 s. One more opens the stream and never reads.
 */
final class OpenTabs implements AutoCloseable {
    private static final int LITTLE_BUFFER = 4_096;
    private static final long WORKLOAD_EVERY_SECONDS = 10;
    private static final long DOCTOR_EVERY_SECONDS = 30;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong bytes = new AtomicLong();
    private final List<CompletableFuture<HttpResponse<Void>>> streams = new ArrayList<>();
    private final Socket silent = new Socket();
    private final URI service;

    /** Opens so many that read, and the one that does not. */
    OpenTabs(URI service, int reading, String workload) throws IOException {
        this.service = service;
        IntStream.range(0, reading).forEach(tab -> {
            follow();
            every(WORKLOAD_EVERY_SECONDS, "/workloads/" + workload);
            every(WORKLOAD_EVERY_SECONDS, "/workloads/" + workload + "/timeline?hours=2");
            every(DOCTOR_EVERY_SECONDS, "/doctor");
        });
        silent.setReceiveBufferSize(LITTLE_BUFFER);
        silent.connect(new InetSocketAddress(InetAddress.getByName(service.getHost()), service.getPort()));
        silent.getOutputStream()
                .write("GET /fleet/events HTTP/1.1\r\nHost: headroom\r\nAccept: text/event-stream\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes of the stream that all tabs together have read. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        streams.forEach(stream -> stream.cancel(true));
        silent.close();
    }

    private void follow() {
        HttpResponse.BodyHandler<Void> counts = response ->
                BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(some -> bytes.addAndGet(some.length)));
        streams.add(client.sendAsync(
                HttpRequest.newBuilder(service.resolve("/fleet/events")).build(), counts));
    }

    private void every(long seconds, String path) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path)).build();
        var unusedTimer = timer.scheduleAtFixedRate(
                () -> {
                    var unused = client.sendAsync(request, BodyHandlers.discarding());
                },
                0,
                seconds,
                TimeUnit.SECONDS);
    }
}
