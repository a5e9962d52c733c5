// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.process.PodSandbox;
import dev.headroom.e2e.programs.GoProgram;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The process that stands for the container of a pod: the same program, environment, names and token. */
final class PodProgram {
    private static final String EVERY_ADDRESS = "0.0.0.0";

    private final Workplace place;
    private final ClusterCredentials credentials;
    private final KubernetesClient client;
    private final ServiceNames names;
    private final ContainerImages images;
    private final String bootstrapServers;

    PodProgram(
            Workplace place,
            ClusterCredentials credentials,
            KubernetesClient client,
            ServiceNames names,
            ContainerImages images,
            String bootstrapServers) {
        this.images = images;
        this.bootstrapServers = bootstrapServers;
        this.place = place;
        this.credentials = credentials;
        this.client = client;
        this.names = names;
    }

    /** Empty where this run has no program for the pod. */
    Optional<Daemon> of(Pod pod) {
        Container container = pod.getSpec().getContainers().get(0);
        return switch (container.getName()) {
            case "headroom" -> Optional.of(headroom(pod, container));
            case "collector" -> Optional.of(collector(pod, container));
            case "test" -> Optional.of(installationCheck(pod, container));
            default -> Optional.empty();
        };
    }

    /** Writes the Secrets that a pod mounts once more. */
    void renewSecrets(Pod pod) {
        secretFolders(pod, pod.getSpec().getContainers().get(0));
    }

    private Daemon headroom(Pod pod, Container container) {
        Map<String, String> environment = environment(pod, container);
        Map<String, String> folders = secretFolders(pod, container);
        environment.replaceAll((name, value) -> moved(value, folders));
        // Each pod has all ports to itself; here the pods share a machine.
        environment.put("QUARKUS_HTTP_HOST", pod.getStatus().getPodIP());
        environment.put("QUARKUS_GRPC_SERVER_HOST", pod.getStatus().getPodIP());
        environment.put("JDK_JAVA_OPTIONS", "-Xmx384m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError");
        return daemon(pod, List.of(java(), "-jar", images.headroomJar().toString()), environment);
    }

    /** The command of the chart's test, on the files that the image would hold. */
    private Daemon installationCheck(Pod pod, Container container) {
        String image = images.headroom().toString();
        try {
            // A second test has a pod of the same name.
            Files.deleteIfExists(place.logs().resolve(pod.getMetadata().getName() + ".log"));
        } catch (IOException failure) {
            throw new UncheckedIOException("the log of a test cannot be removed: " + failure.getMessage(), failure);
        }
        List<String> command = new ArrayList<>();
        for (String word : container.getCommand()) {
            command.add(word.equals("java") ? java() : word.replace("/app/", image + "/"));
        }
        command.addAll(container.getArgs());
        return daemon(pod, command, environment(pod, container));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Daemon collector(Pod pod, Container container) {
        Map<String, String> files = client.configMaps()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(configMap(pod))
                .require()
                .getData();
        String configuration = Objects.requireNonNull(files.get("collector.yaml"), "collector.yaml")
                .replace(EVERY_ADDRESS, pod.getStatus().getPodIP())
                .replace(Addresses.SHIPPED_KAFKA, bootstrapServers)
                // Its own metrics are at localhost, which each pod has to itself, and the processes here share.
                .replace("\nservice:\n", "\nservice:\n  telemetry: { metrics: { level: none } }\n");
        Path file = place.file("collectors/" + pod.getMetadata().getName() + ".yaml", configuration);
        return daemon(
                pod,
                List.of(place.executable(GoProgram.COLLECTOR, "collector"), "--config=" + file),
                environment(pod, container));
    }

    /** Each broker is on a port of its own, for clusters share this machine. */
    private Map<String, String> environment(Pod pod, Container container) {
        Map<String, String> environment = new LinkedHashMap<>(PodEnvironment.of(
                pod, container, client, URI.create(client.getMasterUrl().toString())));
        environment.replaceAll((name, value) -> value.replace(Addresses.SHIPPED_KAFKA, bootstrapServers));
        return environment;
    }

    private Daemon daemon(Pod pod, List<String> command, Map<String, String> environment) {
        PodSandbox sandbox = PodSandbox.withHosts(names.file());
        if (!Boolean.FALSE.equals(pod.getSpec().getAutomountServiceAccountToken())) {
            sandbox = sandbox.withCredentials(token(pod));
        }
        return new Daemon(pod.getMetadata().getName(), sandbox.around(command), environment, place.logs());
    }

    private Path token(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        try {
            return credentials.mounted(
                    pod.getMetadata().getName(),
                    namespace,
                    Tokens.of(client, namespace, pod.getSpec().getServiceAccountName()));
        } catch (IOException failure) {
            throw new UncheckedIOException("the token of a pod cannot be written: " + failure.getMessage(), failure);
        }
    }

    private static String configMap(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null && "config".equals(volume.getName()))
                .map(volume -> volume.getConfigMap().getName())
                .findFirst()
                .orElseThrow();
    }

    /** The folder that stands for each mounted Secret, by the place where it is mounted. */
    private Map<String, String> secretFolders(Pod pod, Container container) {
        Map<String, String> folders = new LinkedHashMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            pod.getSpec().getVolumes().stream()
                    .filter(volume -> volume.getName().equals(mount.getName()) && volume.getSecret() != null)
                    .forEach(volume -> folders.put(mount.getMountPath(), secretFolder(pod, volume)));
        }
        return folders;
    }

    private String secretFolder(Pod pod, Volume volume) {
        String name = volume.getSecret().getSecretName();
        Secret secret = client.secrets()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .require();
        secret.getData().forEach((key, value) -> SecretFiles.write(place, name, key, decoded(value)));
        return SecretFiles.folder(place, name).toString();
    }

    private static String decoded(String value) {
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    private static String moved(String value, Map<String, String> folders) {
        String text = value;
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            text = text.replace(folder.getKey() + "/", folder.getValue() + "/");
        }
        return text;
    }
}
