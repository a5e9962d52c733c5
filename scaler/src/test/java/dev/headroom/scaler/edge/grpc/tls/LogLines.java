// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged below a category while this is open. */
public final class LogLines extends Handler implements AutoCloseable {
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    /** Of the package. */
    public static LogLines ofTls() {
        return of("dev.headroom.scaler.edge.grpc.tls");
    }

    /** Of any category. */
    public static LogLines of(String category) {
        LogLines lines = new LogLines(Logger.getLogger(category));
        lines.logger.addHandler(lines);
        return lines;
    }

    /** So far. */
    public List<String> lines() {
        return records.stream().map(LogLines::line).toList();
    }

    /** That are about something; in which there is no stack trace. */
    public List<String> about(String text) {
        return records.stream()
                .filter(record -> line(record).contains(text))
                .map(record -> line(record) + (record.getThrown() == null ? "" : " WITH A STACK TRACE"))
                .toList();
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.INFO.intValue()) {
            records.add(record);
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }

    private static String line(LogRecord record) {
        return MESSAGE.format(record);
    }
}
