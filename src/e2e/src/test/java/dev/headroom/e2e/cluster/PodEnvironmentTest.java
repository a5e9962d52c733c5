// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodEnvironmentTest {
    private static final URI API_SERVER = URI.create("https://127.0.0.11:26443/");

    /** None of these variables asks it. */
    private final KubernetesClient client = new KubernetesClientBuilder().build();

    @Test
    void givesValuesFieldsAndReferences() {
        Container container = new ContainerBuilder()
                .addNewEnv()
                .withName("UID")
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.uid")
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("WHO")
                .withValue("pod $(UID)")
                .endEnv()
                .build();

        Map<String, String> environment = PodEnvironment.of(pod(), container, client, API_SERVER);

        assertThat(environment)
                .containsEntry("HOSTNAME", "chat-0")
                .containsEntry("KUBERNETES_SERVICE_HOST", "127.0.0.11")
                .containsEntry("KUBERNETES_SERVICE_PORT", "26443")
                .containsEntry("UID", "u-1")
                .containsEntry("WHO", "pod u-1");
    }

    @Test
    void refusesAFieldThatItDoesNotKnow() {
        Container container = new ContainerBuilder()
                .addNewEnv()
                .withName("HOST")
                .withNewValueFrom()
                .withNewFieldRef("v1", "status.hostIP")
                .endValueFrom()
                .endEnv()
                .build();

        assertThatThrownBy(() -> PodEnvironment.of(pod(), container, client, API_SERVER))
                .hasMessage("field status.hostIP of a pod is not known to this run");
    }

    private static Pod pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("chat-0")
                .withUid("u-1")
                .endMetadata()
                .build();
    }
}
