// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One manifest file of Collectors.
 *
 * @param objects what it creates
 */
record CollectorManifest(List<KubernetesResource> objects) {
    CollectorManifest {
        objects = List.copyOf(objects);
    }

    /** Who runs which configuration. */
    record Collector(PodTemplateSpec template, CollectorConfiguration configuration) {
        Container container() {
            assertThat(template.getSpec().getContainers()).hasSize(1);
            return template.getSpec().getContainers().get(0);
        }
    }

    static CollectorManifest read(String name) {
        Path file = StrictKubernetes.DEPLOY.resolve("collector").resolve(name);
        return new CollectorManifest(StrictKubernetes.documents(file).stream()
                .map(StrictKubernetes::typed)
                .toList());
    }

    List<Collector> collectors() {
        return Stream.concat(
                        all(DaemonSet.class).map(set -> set.getSpec().getTemplate()),
                        all(Deployment.class)
                                .map(deployment -> deployment.getSpec().getTemplate()))
                .map(template -> new Collector(template, configurationOf(template)))
                .toList();
    }

    <T extends KubernetesResource> Stream<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast);
    }

    <T extends KubernetesResource> T only(Class<T> kind) {
        List<T> found = all(kind).toList();
        assertThat(found).as(kind.getSimpleName()).hasSize(1);
        return found.get(0);
    }

    /** The file that the container's one argument names, in the ConfigMap that is mounted there. */
    private CollectorConfiguration configurationOf(PodTemplateSpec template) {
        Container container = template.getSpec().getContainers().get(0);
        assertThat(container.getArgs()).hasSize(1);
        Path file = Path.of(container.getArgs().get(0).replaceFirst("^--config=", ""));
        String volume = container.getVolumeMounts().stream()
                .filter(mount -> file.getParent().equals(Path.of(mount.getMountPath())))
                .findFirst()
                .orElseThrow()
                .getName();
        String configMap = template.getSpec().getVolumes().stream()
                .filter(candidate -> candidate.getName().equals(volume))
                .findFirst()
                .orElseThrow()
                .getConfigMap()
                .getName();
        ConfigMap map = all(ConfigMap.class)
                .filter(candidate -> candidate.getMetadata().getName().equals(configMap))
                .findFirst()
                .orElseThrow();
        return CollectorConfiguration.parse(map.getData().get(file.getFileName().toString()));
    }
}
