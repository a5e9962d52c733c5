// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names of Events: equal for one fact about one object, whichever replica of Headroom reports it. */
final class EventNames {
    /** Of the hash: among a million facts, two have the same name with a chance of one in 30 million. */
    private static final int BYTES = 8;

    /** The API server takes no longer name. */
    private static final int LONGEST = 253;

    private static final char BETWEEN = 0;

    private EventNames() {}

    /** The object's name, and a hash of object, reason and fact. An object that was made again is another. */
    static String of(ObjectReference about, String reason, String fact) {
        String whole = String.join(
                String.valueOf(BETWEEN),
                String.valueOf(about.getUid()),
                String.valueOf(about.getKind()),
                String.valueOf(about.getNamespace()),
                about.getName(),
                reason,
                fact);
        String hash = HexFormat.of().formatHex(Arrays.copyOf(sha256(whole), BYTES));
        int room = LONGEST - hash.length() - 1;
        String name = about.getName();
        // A part of a name ends with a letter or a digit.
        String beginning =
                name.length() <= room ? name : name.substring(0, room).replaceAll("[^a-z0-9]+$", "");
        return beginning + "." + hash;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
