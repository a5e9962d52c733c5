/** Files to objects. In: YAML files, Helm charts, Kustomize folders. Out: {@code KubeObject}s with their origin. Never: judgement. */
@NullMarked
package dev.headroom.manifests.read;

import org.jspecify.annotations.NullMarked;
