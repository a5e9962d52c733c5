// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

/**
 * The name of an event's request.
 *
 * @param id 1 to {@value #MOST_CHARACTERS} characters
 * @param attempt how often a request of this id was seen before
 * @param sequence index of the sequence, from 0
 */
public record RequestName(String id, int attempt, int sequence) {
    /** The longest id that readers of the event take. */
    public static final int MOST_CHARACTERS = 128;

    public RequestName {
        if (!mayBe(id)) {
            throw new IllegalArgumentException(
                    "a request id must have 1 to " + MOST_CHARACTERS + " characters, had " + id.length());
        }
    }

    /** Whether a text may be an id. */
    static boolean mayBe(String text) {
        return !text.isBlank() && text.length() <= MOST_CHARACTERS;
    }

    RequestName ofSequence(int number) {
        return new RequestName(id, attempt, number);
    }
}
