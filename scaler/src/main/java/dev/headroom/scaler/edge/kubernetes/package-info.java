/**
 * The cluster: documents from ConfigMaps, replicas from scale targets, pods and their owners, Events about faults.
 *
 * <p>In: watches. Out: documents for the library, counts of replicas, whose a pod is. Never: planning. Works without a cluster and without rights:
 * each missing right is one message, and that feature is off until it is granted.
 */
@NullMarked
package dev.headroom.scaler.edge.kubernetes;

import org.jspecify.annotations.NullMarked;
