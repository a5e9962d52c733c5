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
    /** Where clients come. */
    Listen listen();

    /** Where the model server is. */
    Upstream upstream();

    /**
     * How long a request is held while nobody listens at the server's address, for a gateway before a model that scales to zero: as long
     * as a replica takes to start, and no longer than clients wait. {@code PT0S} for never: who asks a server beside it is answered at once.
     */
    @WithDefault("PT0S")
    Duration waitForUpstream();

    /** Requests held at once; each takes up to 32 KiB. Above, clients are told to come again, rather than that memory ends. */
    @WithDefault("1000")
    int heldRequests();

    /** SERVER beside one server; GATEWAY before several, whose latencies hold the way there, too, and are not mixed with servers'. */
    @WithDefault("SERVER")
    Observer observer();

    /** What is scaled. */
    Target target();

    /** The pod that serves, with observer SERVER. */
    Pod pod();

    /** Model of requests that name none, as TGI's own API never does. */
    Optional<String> model();

    /** What is told, and how. */
    Telemetry telemetry();

    /** How it ends. */
    Shutdown shutdown();

    /** Who tells. */
    enum Observer {
        SERVER,
        GATEWAY
    }

    /** Where clients come. */
    interface Listen {
        /** All addresses, for probes and clients come to the pod's. */
        @WithDefault("0.0.0.0")
        String host();

        /** Beside vLLM's 8000. */
        @WithDefault("8080")
        int port();

        /** Event loops; 0 for one a core, as none ever waits. */
        @WithDefault("0")
        int eventLoops();

        /** How long a connection without a request is kept: longer than the pools of clients keep theirs (Go: 90 s), so that they end it. */
        @WithDefault("PT2M")
        Duration idleTimeout();

        /** How long the head of a request may take to come: some KiB, which take a second on the slowest of lines. */
        @WithDefault("PT20S")
        Duration headTimeout();

        /** How long the body of a request may take to come while it is read, and a second more for each KiB of it. */
        @WithDefault("PT30S")
        Duration bodyTimeout();
    }

    /** Where the model server is. */
    interface Upstream {
        /** {@code http://host:port}. vLLM's own port, in the same pod. */
        @WithDefault("http://127.0.0.1:8000")
        URI url();

        /** How long connecting may take: within a cluster it takes milliseconds, or the other side is gone. */
        @WithDefault("PT2S")
        Duration connectTimeout();

        /**
         * How long a connection that nobody uses is kept: less than the 5 s after which uvicorn (vLLM) closes it, for a request that
         * meets that moment is lost. {@code PT0S} for a connection each, which a gateway before a Service needs: only new connections
         * find new replicas.
         */
        @WithDefault("PT2S")
        Duration keepAlive();
    }

    /** What is scaled. */
    interface Target {
        /** Namespace of the target, and of the pod. */
        Optional<String> namespace();

        /** What most models are. */
        @WithDefault("Deployment")
        String kind();

        /** Without it the pod must tell, or the model's name. */
        Optional<String> name();
    }

    /** The pod that serves, by the downward API. */
    interface Pod {
        /** metadata.name. */
        Optional<String> name();

        /** metadata.uid. */
        Optional<String> uid();

        /** spec.nodeName. */
        Optional<String> node();
    }

    /** What is told, and how. */
    interface Telemetry {
        /** Where Headroom looks for native events by default. */
        @WithDefault("llm.requests")
        String topic();

        /** Events that wait while the broker is away, 1 KiB each at most: a minute of 80 requests/s. */
        @WithDefault("10000")
        int waitingEvents();

        /**
         * Whether events with content count as tokens where an answer that streams does not say how many there were. Off: a server may put
         * several tokens into an event, and a wrong count is worse than none.
         */
        @WithDefault("false")
        boolean countStreamEvents();
    }

    /** How it ends. */
    interface Shutdown {
        /** How long requests that run may go on: with what follows, less than the 30 s that Kubernetes gives by default. */
        @WithDefault("PT20S")
        Duration drain();

        /** How long what waits for the broker is sent after that. */
        @WithDefault("PT3S")
        Duration flush();
    }
}
