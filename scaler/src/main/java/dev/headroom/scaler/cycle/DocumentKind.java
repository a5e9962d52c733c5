// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

/** The kinds of documents that people write. */
public enum DocumentKind {
    /** An SLO policy. */
    SLO_POLICY("slo-policy", "policy.yaml", "slo-policies"),
    /** A serving profile. */
    SERVING_PROFILE("serving-profile", "profile.yaml", "serving-profiles");

    /** Label whose value is the kind's word. */
    public static final String LABEL = "headroom.dev/kind";

    private final String word;
    private final String dataKey;
    private final String folder;

    DocumentKind(String word, String dataKey, String folder) {
        this.word = word;
        this.dataKey = dataKey;
        this.folder = folder;
    }

    /** Value of the label {@link #LABEL}, and the word for logs and meters. */
    public String word() {
        return word;
    }

    /** Key of the ConfigMap's data that holds the document. */
    public String dataKey() {
        return dataKey;
    }

    /** Folder that holds such documents where files take the place of ConfigMaps. */
    public String folder() {
        return folder;
    }
}
