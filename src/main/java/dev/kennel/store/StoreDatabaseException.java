package dev.kennel.store;

import java.io.IOException;
import java.sql.SQLException;

/// The database failed while the store was using it. Nothing was changed.
final class StoreDatabaseException extends IOException {

    StoreDatabaseException(SQLException cause) {
        super("The store's database failed: " + cause.getMessage(), cause);
    }

    /// Whether the database gave up because transactions stood in each other's way (deadlock, serialization): the same
    /// again may well succeed.
    boolean transientConflict() {
        return getCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("40");
    }
}
