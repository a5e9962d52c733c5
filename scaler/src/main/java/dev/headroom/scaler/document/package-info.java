/**
 * Reads the YAML documents that people write, strictly: every fault names the key, the value and the rule.
 *
 * <p>In: text. Out: typed fields, or all faults at once. Never: the meaning of fields, Kubernetes.
 */
@NullMarked
package dev.headroom.scaler.document;

import org.jspecify.annotations.NullMarked;
