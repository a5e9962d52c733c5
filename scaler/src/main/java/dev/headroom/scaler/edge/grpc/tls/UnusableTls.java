// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

/** Files that cannot be used; the sentence names the setting, the file and the rule. */
final class UnusableTls extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    UnusableTls(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
