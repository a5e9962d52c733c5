/** Kubernetes' own types. In: objects. Out: fields that are unknown, missing or of a wrong type. Never: other people's kinds. */
@NullMarked
package dev.headroom.manifests.type;

import org.jspecify.annotations.NullMarked;
