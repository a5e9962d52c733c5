// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import dev.headroom.cli.size.question.SizingQuestion.NodePrice;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Instance types with their devices and prices.
 *
 * @param origin of its figures
 * @param date of its prices
 * @param region of its prices
 * @param offers in the order of the file
 */
public record Catalogue(String origin, String date, String region, List<HardwareOffer> offers) {
    public Catalogue {
        offers = List.copyOf(offers);
    }

    /** The families, in alphabetical order. */
    public Set<String> families() {
        Set<String> families = new TreeSet<>();
        offers.forEach(offer -> families.add(offer.family()));
        return families;
    }

    /** Whether it has that type. */
    public boolean has(String type) {
        return offers.stream().anyMatch(offer -> offer.type().equals(type));
    }

    /** The same with stated prices in place of its own. */
    public Catalogue with(List<NodePrice> stated) {
        return new Catalogue(
                origin,
                date,
                region,
                offers.stream()
                        .map(offer -> offer.withPrices(pricesOf(offer, stated)))
                        .toList());
    }

    private static Map<Pay, Double> pricesOf(HardwareOffer offer, List<NodePrice> stated) {
        Map<Pay, Double> prices = new EnumMap<>(Pay.class);
        stated.stream()
                .filter(price -> price.type().equals(offer.type()))
                .forEach(price -> prices.put(price.pay(), price.usdPerHour()));
        return prices;
    }

    /** The device that a serving profile names: by its instance type, else by its accelerator. */
    public Optional<HardwareOffer> named(String hardware) {
        return offers.stream()
                .filter(offer -> offer.type().equals(plain(hardware)))
                .findFirst()
                .or(() -> offers.stream()
                        .filter(offer -> offer.accelerator().isNamed(hardware))
                        .findFirst());
    }

    /** Whether a profile's hardware is this one: its instance type, or its accelerator. */
    static boolean isOf(HardwareOffer offer, String hardware) {
        return offer.type().equals(plain(hardware)) || offer.accelerator().isNamed(hardware);
    }

    private static String plain(String type) {
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
