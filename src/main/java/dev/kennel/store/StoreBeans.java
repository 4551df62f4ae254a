package dev.kennel.store;

import java.io.IOException;
import java.time.Clock;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.kennel.blob.BlobFiles;

/// Wires the store.
@ApplicationScoped
class StoreBeans {

    @Produces
    @Singleton
    BlobFiles files(StoreConfig config) throws IOException {
        return new BlobFiles(config.root(), config.reserve().asLongValue());
    }

    @Produces
    @Singleton
    Transactions transactions(DataSource dataSource) {
        return new JtaTransactions(dataSource);
    }

    @Produces
    @Singleton
    BlobStore store(BlobFiles files, Transactions transactions) {
        return new BlobStore(files, transactions);
    }

    @Produces
    @Singleton
    Collector collector(BlobFiles files, Transactions transactions) {
        return new Collector(files, transactions);
    }

    @Produces
    @Singleton
    Recovery recovery(BlobFiles files, Transactions transactions, Clock clock, StoreConfig config) {
        return new Recovery(files, transactions, clock, config.stagingLife());
    }

    @Produces
    @Singleton
    Verifier verifier(BlobFiles files, Transactions transactions) {
        return new Verifier(files, transactions);
    }
}
