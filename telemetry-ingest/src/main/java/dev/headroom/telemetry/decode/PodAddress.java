// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the address of a pod from the host in telemetry: an address, alone or with a port; of IPv6 in brackets then. */
final class PodAddress {
    /** An IPv6 address with an IPv4 tail, in brackets, with a port; longer text is not an address. */
    private static final int LONGEST = 64;

    private static final Pattern PORT = Pattern.compile(":\\d+$");
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}", Pattern.CASE_INSENSITIVE);
    private static final Pattern V6 = Pattern.compile("(?=(?:[^:]*:){2})[0-9a-fA-F:]+(?:\\d+\\.\\d+\\.\\d+\\.\\d+)?");
    /** The sender's own host, or no host: never a pod's address. */
    private static final Pattern NOBODYS = Pattern.compile("127\\..*|0\\.0\\.0\\.0|[0:]*:[0:]*1?");

    private PodAddress() {}

    /**
     * The address in {@code host}.
     *
     * @return empty for names, and for addresses that no pod has
     */
    static Optional<String> in(String host) {
        return host.length() > LONGEST
                ? Optional.empty()
                : Optional.of(withoutPort(host)).filter(PodAddress::isOfAPod);
    }

    private static String withoutPort(String host) {
        if (V6.matcher(host).matches()) {
            return host;
        }
        String alone = PORT.matcher(host).replaceFirst("");
        return alone.startsWith("[") && alone.endsWith("]") ? alone.substring(1, alone.length() - 1) : alone;
    }

    private static boolean isOfAPod(String address) {
        boolean literal = V4.matcher(address).matches() || V6.matcher(address).matches();
        return literal && !NOBODYS.matcher(address).matches();
    }
}
