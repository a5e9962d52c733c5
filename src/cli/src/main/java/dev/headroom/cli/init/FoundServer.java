// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model server in a pod template.
 *
 * @param kind the program
 * @param container the container's name
 * @param image its image
 * @param models names under which clients ask for the model; empty where the template does not state them
 * @param port with its metrics
 * @param accelerators resource names and amounts, such as {@code nvidia.com/gpu} and 1
 * @param options its command line and variables
 * @param others how many more containers of the pod are model servers
 */
record FoundServer(
        ServerKind kind,
        String container,
        String image,
        List<String> models,
        MetricsPort port,
        Map<String, String> accelerators,
        ServerOptions options,
        int others) {
    /** Pods with this label are scraped; its value is a port's name. */
    static final String METRICS_PORT = "headroom.dev/metrics-port";

    private static final Pattern ACCELERATOR = Pattern.compile(".+/(?:.*gpu.*|tpu|neuron.*|mig-.+)");
    private static final int HIGHEST_PORT = 65_535;

    /** Names for a port without one: the first that no port of the pod has. */
    private static final List<String> PORT_NAMES = List.of("http", "model-http", "headroom-http");

    /**
     * The port that the server listens on.
     *
     * @param number its number
     * @param stated whether an argument or variable says so; otherwise it is the program's default
     * @param name its name, or the name that it should get
     * @param named whether the template gives it that name
     * @param labelled whether the template's label names it
     */
    record MetricsPort(int number, boolean stated, String name, boolean named, boolean labelled) {}

    FoundServer {
        models = List.copyOf(models);
        accelerators = Map.copyOf(accelerators);
    }

    /** The first model server of a template. */
    static Optional<FoundServer> in(PodTemplateSpec template) {
        List<Container> servers = containersOf(template)
                .filter(container -> kindOf(container).isPresent())
                .toList();
        return servers.stream().findFirst().map(first -> of(first, template, servers.size() - 1));
    }

    private static FoundServer of(Container container, PodTemplateSpec template, int others) {
        ServerKind kind = kindOf(container).orElseThrow();
        ServerOptions options = ServerOptions.of(container);
        return new FoundServer(
                kind,
                container.getName(),
                container.getImage() == null ? "" : container.getImage(),
                modelsOf(kind, container, options),
                portOf(kind, container, template, options),
                acceleratorsOf(container),
                options,
                others);
    }

    private static Stream<Container> containersOf(PodTemplateSpec template) {
        return Optional.ofNullable(template.getSpec()).map(spec -> spec.getContainers()).stream()
                .flatMap(List::stream);
    }

    private static Optional<ServerKind> kindOf(Container container) {
        return ServerKind.of(
                Optional.ofNullable(container.getImage()).orElse(""),
                ServerOptions.of(container).words());
    }

    /** Clients use the served names; without any, the name of the model. */
    private static List<String> modelsOf(ServerKind kind, Container container, ServerOptions options) {
        List<String> served = options.values(List.of("--served-model-name"));
        if (!served.isEmpty() || options.has("--served-model-name")) {
            return served.stream().distinct().toList();
        }
        return options
                .value(kind.modelFlags())
                .or(() -> switch (kind) {
                    case VLLM -> positional(container, options);
                    case SGLANG -> Optional.empty();
                    case TGI -> options.variable("MODEL_ID");
                })
                .stream()
                .toList();
    }

    /** {@code vllm serve MODEL}; the image's entry point may be {@code vllm serve} itself. */
    private static Optional<String> positional(Container container, ServerOptions options) {
        boolean entryPoint =
                container.getCommand() == null || container.getCommand().isEmpty();
        return options.wordAfter("serve")
                .or(() -> options.words().stream()
                        .findFirst()
                        .filter(word -> entryPoint && !word.startsWith("-") && word.indexOf('$') < 0));
    }

    private static MetricsPort portOf(
            ServerKind kind, Container container, PodTemplateSpec template, ServerOptions options) {
        OptionalInt stated = options.value(List.of("--port"))
                .or(() -> kind == ServerKind.TGI ? options.variable("PORT") : Optional.empty())
                .map(FoundServer::number)
                .orElse(OptionalInt.empty());
        int number = stated.orElseGet(() -> unstatedPort(kind, container, options));
        Optional<String> name = portsOf(container)
                .filter(port -> port.getContainerPort() == number)
                .flatMap(port -> Stream.ofNullable(port.getName()))
                .findFirst();
        Optional<String> label = Optional.ofNullable(template.getMetadata())
                .map(ObjectMeta::getLabels)
                .map(labels -> labels.get(METRICS_PORT));
        return new MetricsPort(
                number,
                stated.isPresent(),
                name.orElseGet(() -> freeName(template)),
                name.isPresent(),
                name.isPresent() && label.equals(name));
    }

    /** Where a port is set and its value unknown, the only declared one. */
    private static int unstatedPort(ServerKind kind, Container container, ServerOptions options) {
        List<Integer> declared =
                portsOf(container).map(ContainerPort::getContainerPort).toList();
        return options.has("--port") && declared.size() == 1 ? declared.get(0) : kind.defaultPort();
    }

    private static String freeName(PodTemplateSpec template) {
        List<String> taken = containersOf(template)
                .flatMap(FoundServer::portsOf)
                .flatMap(port -> Stream.ofNullable(port.getName()))
                .toList();
        return PORT_NAMES.stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElse("headroom");
    }

    private static Stream<ContainerPort> portsOf(Container container) {
        return Stream.ofNullable(container.getPorts())
                .flatMap(List::stream)
                .filter(port -> port.getContainerPort() != null);
    }

    private static OptionalInt number(String text) {
        boolean plain =
                text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= HIGHEST_PORT;
        return plain ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** Of an extended resource request and limit are equal, and the request may be left out. */
    private static Map<String, String> acceleratorsOf(Container container) {
        ResourceRequirements resources = container.getResources();
        return resources == null
                ? Map.of()
                : Stream.of(resources.getRequests(), resources.getLimits())
                        .flatMap(Stream::ofNullable)
                        .flatMap(amounts -> amounts.entrySet().stream())
                        .filter(amount -> ACCELERATOR.matcher(amount.getKey()).matches())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                amount -> text(amount.getValue()),
                                (one, same) -> same,
                                TreeMap::new));
    }

    private static String text(Quantity quantity) {
        return quantity.getAmount() + Optional.ofNullable(quantity.getFormat()).orElse("");
    }
}
