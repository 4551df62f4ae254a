package dev.kennel.store;

import java.io.IOException;
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
}
