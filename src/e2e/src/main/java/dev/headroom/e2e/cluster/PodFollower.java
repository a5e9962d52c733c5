// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** Hands on the pods that an informer sees. */
public final class PodFollower implements ResourceEventHandler<Pod> {
    private final Consumer<Pod> present;
    private final Consumer<Pod> gone;

    /**
     * For one informer.
     *
     * @param present takes each pod that is there, and each change of one
     * @param gone takes each pod that was deleted
     */
    public PodFollower(Consumer<Pod> present, Consumer<Pod> gone) {
        this.present = present;
        this.gone = gone;
    }

    @Override
    public void onAdd(Pod pod) {
        present.accept(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        present.accept(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean lastStateUnknown) {
        gone.accept(pod);
    }
}
