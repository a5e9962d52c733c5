// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** All keys below {@code headroom.sidecar}. */
@ConfigMapping(prefix = "headroom.sidecar")
public interface SidecarSettings {
    /** Address for clients. */
    Listen listen();

    /** The model server. */
    Upstream upstream();

    /**
     * Time for which a request is held while the server's address refuses connections. A gateway before a model that
     * scales to zero needs the start-up time of a replica, at most the timeout of clients. {@code PT0S} for never, next
     * to a server.
     */
    @WithDefault("PT0S")
    Duration waitForUpstream();

    /**
     * Largest number of held requests, each up to 32 KiB. Further requests are rejected to save memory, and clients
     * must retry.
     */
    @WithDefault("1000")
    int heldRequests();

    /**
     * SERVER next to one model server, GATEWAY before several. Latencies of a gateway include the network, so they are
     * kept apart.
     */
    @WithDefault("SERVER")
    Observer observer();

    /** The scale target. */
    Target target();

    /** The model server's pod, with observer SERVER. */
    Pod pod();

    /** Model of requests without a model name, as in TGI's own API. */
    Optional<String> model();

    /** Telemetry. */
    Telemetry telemetry();

    /** Shutdown. */
    Shutdown shutdown();

    /** Place of the sidecar. */
    enum Observer {
        SERVER,
        GATEWAY
    }

    /** Address for clients. */
    interface Listen {
        /** Listening address. The default is all addresses, because probes and clients use the pod's. */
        @WithDefault("0.0.0.0")
        String host();

        /** Listening port, next to vLLM's 8000. */
        @WithDefault("8080")
        int port();

        /** Number of event loops. 0 for one per core, because an event loop never blocks. */
        @WithDefault("0")
        int eventLoops();

        /**
         * Time for which an idle connection stays open: longer than in clients' pools (Go: 90 s), so that clients close
         * it.
         */
        @WithDefault("PT2M")
        Duration idleTimeout();

        /** Time limit for the head of a request: some KiB, a second on the slowest of lines. */
        @WithDefault("PT20S")
        Duration headTimeout();

        /** Time limit for the body of a request while it is read, plus a second for each KiB. */
        @WithDefault("PT30S")
        Duration bodyTimeout();
    }

    /** The model server. */
    interface Upstream {
        /** Address of the server, {@code http://host:port}, without TLS. The default is vLLM's port in the same pod. */
        @WithDefault("http://127.0.0.1:8000")
        URI url();

        /** Time limit for connecting. Within a cluster it takes milliseconds, or the other side is gone. */
        @WithDefault("PT2S")
        Duration connectTimeout();

        /**
         * Time for which an unused connection stays open. It is less than the 5 s after which uvicorn (vLLM) closes it,
         * because a request at that moment is lost. {@code PT0S} for a new connection per request: a gateway before a
         * Service needs it to find new replicas.
         */
        @WithDefault("PT2S")
        Duration keepAlive();
    }

    /** The scale target. */
    interface Target {
        /** Namespace of the target and of the pod. */
        Optional<String> namespace();

        /** Kind of the target. */
        @WithDefault("Deployment")
        String kind();

        /** Name of the target. Without it the pod or the model's name identifies the workload. */
        Optional<String> name();
    }

    /** The model server's pod, from the downward API. */
    interface Pod {
        /** metadata.name. */
        Optional<String> name();

        /** metadata.uid. */
        Optional<String> uid();

        /** spec.nodeName. */
        Optional<String> node();
    }

    /** Telemetry. */
    interface Telemetry {
        /** Topic of events. The default is Headroom's topic of native events. */
        @WithDefault("llm.requests")
        String topic();

        /**
         * Largest number of events that wait while the broker is unavailable, up to 1 KiB each: a minute of 80
         * requests/s.
         */
        @WithDefault("10000")
        int waitingEvents();

        /**
         * Counts events with content as tokens if a streamed answer has no token counts. Off by default: a server may
         * put several tokens into an event, and a wrong count is worse than none.
         */
        @WithDefault("false")
        boolean countStreamEvents();
    }

    /** Shutdown. */
    interface Shutdown {
        /**
         * Time that requests in flight may continue. With the flush it is less than the 30 s that Kubernetes gives by
         * default.
         */
        @WithDefault("PT20S")
        Duration drain();

        /** Time for sending waiting events after that. */
        @WithDefault("PT3S")
        Duration flush();
    }
}
