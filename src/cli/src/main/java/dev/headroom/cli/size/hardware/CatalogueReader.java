// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import dev.headroom.cli.size.hardware.HardwareOffer.Host;
import dev.headroom.cli.size.hardware.HardwareOffer.SliceKind;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a catalogue: CSV without quotes, whose first lines state its date, region and origin as {@code # date: 2026-07-20}. An empty field is
 * an unknown figure.
 */
public final class CatalogueReader {
    private static final String SHIPPED = "catalogue.csv";
    private static final List<String> COLUMNS = List.of(
            "instance_type",
            "family",
            "accelerator",
            "count",
            "memory_gib",
            "bandwidth_gb_per_s",
            "bf16_tflops",
            "resource",
            "vcpu",
            "host_memory_gib",
            "network_gbps",
            "on_demand_usd",
            "spot_usd",
            "reserved_usd",
            "capacity_block_usd",
            "mig");
    private static final Map<String, Pay> PRICES = Map.of(
            "on_demand_usd", Pay.ON_DEMAND,
            "spot_usd", Pay.SPOT,
            "reserved_usd", Pay.RESERVED,
            "capacity_block_usd", Pay.CAPACITY_BLOCK);
    private static final Pattern HEAD = Pattern.compile("#\\s*(date|region|origin):\\s*(\\S.*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
    private static final Pattern SLICE = Pattern.compile("(([1-4])g\\.[0-9]{1,4}gb)=([1-7])");
    /** No instance has more devices. */
    private static final int MOST_DEVICES = 1_024;

    private final String file;
    private final Map<String, String> head = new HashMap<>();
    private final List<HardwareOffer> offers = new ArrayList<>();
    private final Set<String> types = new HashSet<>();
    private List<String> columns = List.of();
    private Map<String, String> row = Map.of();
    private int line;

    private CatalogueReader(String file) {
        this.file = file;
    }

    /** The catalogue that Headroom brings. */
    public static Catalogue shipped() {
        try (InputStream stream = Objects.requireNonNull(CatalogueReader.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            return read(new String(stream.readAllBytes(), StandardCharsets.UTF_8), SHIPPED);
        } catch (IOException broken) {
            throw new UncheckedIOException(SHIPPED + " cannot be read", broken);
        }
    }

    /**
     * Reads a catalogue.
     *
     * @param text of the file
     * @param file its name, for sentences about faults
     * @throws BadInputException with one sentence about the first fault
     */
    public static Catalogue read(String text, String file) {
        return new CatalogueReader(file).catalogue(text);
    }

    private Catalogue catalogue(String text) {
        for (String written : text.lines().toList()) {
            line++;
            Matcher stated = HEAD.matcher(written);
            if (stated.matches()) {
                head.put(stated.group(1), stated.group(2).strip());
            } else if (!written.isBlank() && !written.startsWith("#")) {
                take(List.of(written.strip().split(",", -1)));
            }
        }
        BadInputException.unless(!columns.isEmpty(), "catalogue '" + file + "' must not be empty");
        BadInputException.unless(!offers.isEmpty(), "catalogue '" + file + "' must have a line for an instance type");
        return new Catalogue(stated("origin"), stated("date"), stated("region"), offers);
    }

    private String stated(String key) {
        return Optional.ofNullable(head.get(key))
                .orElseThrow(() -> new BadInputException(
                        "catalogue '" + file + "' must state its " + key + " in a line such as '# " + key + ": …'"));
    }

    private void take(List<String> fields) {
        if (columns.isEmpty()) {
            columns = fields.stream().map(String::strip).toList();
            rule(
                    new HashSet<>(columns).equals(new HashSet<>(COLUMNS)) && columns.size() == COLUMNS.size(),
                    "must name the columns " + String.join(", ", COLUMNS));
            return;
        }
        rule(fields.size() == columns.size(), "must have " + columns.size() + " fields, has " + fields.size());
        Map<String, String> values = new HashMap<>();
        for (int column = 0; column < fields.size(); column++) {
            values.put(columns.get(column), fields.get(column).strip());
        }
        row = values;
        offers.add(offer());
    }

    private HardwareOffer offer() {
        String type = text("instance_type");
        rule(types.add(type), "must not repeat the instance type " + type);
        Accelerator accelerator = new Accelerator(
                text("accelerator"), number("memory_gib"), optional("bandwidth_gb_per_s"), optional("bf16_tflops"));
        double count = number("count");
        rule(
                count == Math.rint(count) && count <= MOST_DEVICES,
                "count must be a whole number from 1 to " + MOST_DEVICES + ", was '" + row.get("count") + "'");
        Map<Pay, Double> prices = new EnumMap<>(Pay.class);
        PRICES.forEach((column, pay) -> optional(column).ifPresent(usd -> prices.put(pay, usd)));
        return new HardwareOffer(
                type, text("family"), accelerator, (int) count, text("resource"), host(), prices, slices(), false);
    }

    private Optional<Host> host() {
        OptionalDouble vcpus = optional("vcpu");
        return vcpus.isEmpty()
                ? Optional.empty()
                : Optional.of(new Host((int) vcpus.getAsDouble(), number("host_memory_gib"), number("network_gbps")));
    }

    private List<SliceKind> slices() {
        String written = row.getOrDefault("mig", "");
        return written.isEmpty()
                ? List.of()
                : Arrays.stream(written.split(" ", -1)).map(this::slice).toList();
    }

    /** A slice with 1, 2, 3 or 4 sevenths of the compute has 1, 2, 4 or 4 eighths of the memory (NVIDIA, MIG user guide). */
    private SliceKind slice(String written) {
        Matcher slice = SLICE.matcher(written);
        rule(slice.matches(), "mig must be such as '1g.10gb=7 3g.40gb=2', was '" + row.get("mig") + "'");
        int sevenths = Integer.parseInt(slice.group(2));
        return new SliceKind(slice.group(1), Integer.parseInt(slice.group(3)), sevenths, sevenths == 3 ? 4 : sevenths);
    }

    private String text(String column) {
        String text = row.getOrDefault(column, "");
        rule(!text.isEmpty(), column + " must not be empty");
        return text;
    }

    private double number(String column) {
        return optional(column).orElseThrow(() -> fault(column + " must not be empty"));
    }

    private OptionalDouble optional(String column) {
        String text = row.getOrDefault(column, "");
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        rule(
                NUMBER.matcher(text).matches() && Double.parseDouble(text) > 0,
                column + " must be a number above 0, was '" + text + "'");
        return OptionalDouble.of(Double.parseDouble(text));
    }

    private void rule(boolean kept, String sentence) {
        if (!kept) {
            throw fault(sentence);
        }
    }

    private BadInputException fault(String sentence) {
        return new BadInputException("catalogue '" + file + "', line " + line + ": " + sentence);
    }

    /** All offers, and those with their devices cut into slices. */
    public static Stream<HardwareOffer> withSlices(Catalogue catalogue) {
        return catalogue.offers().stream().flatMap(offer -> Stream.concat(Stream.of(offer), offer.sliced()));
    }
}
