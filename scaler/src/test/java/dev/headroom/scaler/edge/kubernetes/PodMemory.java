// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static dev.headroom.scaler.edge.kubernetes.PodFixture.ofDeployment;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.ref.Reference;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/** Prints what 5,000 pods cost on the heap, whole and as they are kept; a program, not a test. */
final class PodMemory {
    private static final int PODS = 5_000;
    private static final int VARIABLES = 30;

    private PodMemory() {}

    public static void main(String[] arguments) {
        print("whole", PodMemory::whole);
        print("kept", PodMemory::kept);
    }

    private static void print(String what, Supplier<Object> make) {
        long before = used();
        Object made = make.get();
        try {
            long bytes = used() - before;
            System.out.printf(
                    Locale.ROOT, "%d pods %s: %.1f MiB, %,d bytes each%n", PODS, what, bytes / 1048576.0, bytes / PODS);
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    private static Object whole() {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
            pods.add(asRead(i));
        }
        return pods;
    }

    private static Object kept() {
        PodDirectory directory = new PodDirectory(Clock.systemUTC(), Duration.ofMinutes(20), namespace -> true);
        SlimStore<Pod> store = new SlimStore<>(Pod::new, pod -> directory.put(PodReader.read(pod)), directory::remove);
        for (int i = 0; i < PODS; i++) {
            Pod pod = asRead(i);
            store.put(store.getKey(pod), pod);
        }
        return List.of(directory, store);
    }

    /** Through its text, so that no two pods share anything that they would not share in life. */
    private static Pod asRead(int number) {
        PodFixture fixture = ofDeployment(
                        "llama-3-8b-" + number / 20, UUID.randomUUID().toString())
                .at("10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255))
                .ready();
        PodBuilder pod = new PodBuilder(fixture.pod());
        var container = pod.editSpec().addNewContainer().withName("server").withImage("vllm/vllm-openai:v0.11.0");
        for (int i = 0; i < VARIABLES; i++) {
            container
                    .addNewEnv()
                    .withName("VARIABLE_" + i)
                    .withValue("value-" + i + "-" + number)
                    .endEnv();
        }
        return Serialization.unmarshal(
                Serialization.asJson(container.endContainer().endSpec().build()), Pod.class);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
