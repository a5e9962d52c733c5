// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.hardware.HardwareOffer;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers and sentences of an answer, as its table and its page show them. */
final class Written {
    static final String UNKNOWN = "-";

    /** From here on cents do not matter. */
    private static final double LARGE_USD = 1_000;

    private Written() {}

    static String usd(double usd) {
        return String.format(Locale.ROOT, usd >= LARGE_USD ? "%,.0f" : "%,.2f", usd);
    }

    static String usd(OptionalDouble usd) {
        return usd.isPresent() ? usd(usd.getAsDouble()) : UNKNOWN;
    }

    static String usd(Optional<Double> usd) {
        return usd.map(Written::usd).orElse(UNKNOWN);
    }

    /** Of a request or of tokens: to four digits. */
    static String small(double usd) {
        return String.format(Locale.ROOT, "%.4g", usd);
    }

    /** For example {@code 3 (2-5)}, or {@code 3 (2-?)} where the promise may be infeasible. */
    static String replicas(int central, HardwareLine.ReplicaRange range) {
        String most = range.most().isPresent() ? Integer.toString(range.most().getAsInt()) : "?";
        return range.isWide() ? central + " (" + range.least() + "-" + most + ")" : Integer.toString(central);
    }

    static String devices(HardwareLine line) {
        return line.devices() + " x " + line.offer().accelerator().name();
    }

    /** The other ways to pay, with their prices for a number of nodes. */
    static String otherPrices(HardwareOffer offer, Pay chosen, long nodes) {
        return Stream.of(Pay.values())
                .filter(pay -> pay != chosen && offer.price(pay).isPresent())
                .map(pay -> pay.word() + " " + usd(offer.price(pay).getAsDouble() * nodes))
                .collect(Collectors.joining(", "));
    }

    static String fleet(NodeFleet fleet) {
        String price = fleet.usdPerHour().isPresent() ? ", " + usd(fleet.usdPerHour()) + " USD/h" : "";
        return fleet.replicas() + (fleet.replicas() == 1 ? " replica" : " replicas") + " on " + fleet.nodes()
                + (fleet.nodes() == 1 ? " node" : " nodes") + price;
    }

    static String percent(double factor) {
        return String.format(Locale.ROOT, "%.0f %%", factor * 100);
    }
}
