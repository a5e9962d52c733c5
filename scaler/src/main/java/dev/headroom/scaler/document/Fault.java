// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

/**
 * Something wrong in a document.
 *
 * @param key path of the key, e.g. {@code objectives[0].atMost}; empty for the document as a whole
 * @param value the value met, as text; empty when it is missing
 * @param rule the rule for the value, e.g. {@code must be a positive duration such as 800ms}
 */
public record Fault(String key, String value, String rule) {
    /** One sentence that names the key, the value and the rule. */
    public String sentence() {
        String subject = key.isEmpty() ? "the document" : key;
        String met = value.isEmpty() ? "" : ", was '" + value + "'";
        return subject + " " + rule + met;
    }
}
