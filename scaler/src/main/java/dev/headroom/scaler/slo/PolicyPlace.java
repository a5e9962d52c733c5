// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/** The place where policies are written, in words for people who look for one. */
public enum PolicyPlace {
    /** In the cluster. */
    CONFIG_MAPS,
    /** Below a directory. */
    FILES;

    /** The place of a policy of a namespace, for example {@code a file slo-policies/llm/NAME.yaml in the directory of policies}. */
    public String aPolicyIn(String namespace) {
        return switch (this) {
            case CONFIG_MAPS -> "a ConfigMap labelled headroom.dev/kind: slo-policy in namespace " + namespace;
            case FILES -> "a file slo-policies/" + namespace + "/NAME.yaml in the directory of policies";
        };
    }
}
