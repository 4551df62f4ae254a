package dev.kennel.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.narayana.jta.TransactionRunnerOptions;

/// The application's transactions.
final class JtaTransactions implements Transactions {

    /// Making a batch of files durable happens inside of a transaction.
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final DataSource dataSource;

    JtaTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public <T> T inNew(Work<T> work) throws IOException {
        return run(QuarkusTransaction.requiringNew().timeout((int) TIMEOUT.toSeconds()), work);
    }

    @Override
    public <T> T joining(Work<T> work) throws IOException {
        return run(QuarkusTransaction.joiningExisting(), work);
    }

    private <T> T run(TransactionRunnerOptions options, Work<T> work) throws IOException {
        try {
            return options.call(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    return work.on(connection);
                }
            });
        } catch (QuarkusTransactionException e) {
            throw named(e);
        }
    }

    private static IOException named(QuarkusTransactionException e) {
        return switch (e.getCause()) {
            case IOException io -> io;
            case SQLException sql -> new StoreDatabaseException(sql);
            case null, default -> throw e;
        };
    }
}
