// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.manifests.read.Charts;
import dev.headroom.manifests.read.Kustomization;
import dev.headroom.manifests.type.CoreTypes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real API server takes every object of its own kinds, with strict validation of fields, as a dry run: nothing is started.
 * Objects of custom resources are left out, for their definitions are not here.
 */
@ExtendWith(DockerNotice.class)
@Testcontainers(disabledWithoutDocker = true)
class ApiServerIT {
    @Container
    private static final K3sContainer CLUSTER = new K3sContainer(DockerImageName.parse("rancher/k3s:v1.34.1-k3s1"));

    private static KubernetesClient client;

    @BeforeAll
    static void connect() {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(CLUSTER.getKubeConfigYaml()))
                .build();
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Test
    void takesWhatIsShipped() {
        List<KubeObject> objects = shipped();
        makeNamespacesOf(objects);

        List<String> refusals = new ArrayList<>();
        for (KubeObject object : objects) {
            try {
                client.resource(client.getKubernetesSerialization()
                                .convertValue(object.tree(), GenericKubernetesResource.class))
                        .dryRun()
                        .fieldValidation(FieldValidateable.Validation.STRICT)
                        .serverSideApply();
            } catch (KubernetesClientException e) {
                refusals.add(object + ": " + e.getMessage());
            }
        }

        assertThat(objects).isNotEmpty();
        assertThat(refusals).isEmpty();
    }

    private static List<KubeObject> shipped() {
        List<KubeObject> objects = new ArrayList<>();
        Charts.cases(DeployFolder.CHARTS)
                .forEach(one -> objects.addAll(Charts.render(one).bundle().objects()));
        for (Path overlay : KustomizeTest.overlays()) {
            objects.addAll(Kustomization.build(overlay).objects());
        }
        for (Path file : PlainFilesTest.files()) {
            objects.addAll(DeployFolder.bundle(file.toString(), file).objects());
        }
        objects.removeIf(one -> !CoreTypes.knows(one));
        return objects;
    }

    private static void makeNamespacesOf(List<KubeObject> objects) {
        Set<String> namespaces = new TreeSet<>();
        objects.forEach(one -> namespaces.add(one.namespace()));
        namespaces.remove("");
        for (String name : namespaces) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .serverSideApply();
        }
    }
}
