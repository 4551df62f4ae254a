package dev.kennel.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/// Where the store's transactions come from. They run at READ COMMITTED: each statement sees what has been committed
/// before it, which the locking relies on.
interface Transactions {

    /// Runs in a transaction of its own.
    <T> T inNew(Work<T> work) throws IOException;

    /// Runs in the caller's transaction, or in a new one when there is none.
    <T> T joining(Work<T> work) throws IOException;

    /// What is done with the connection. Throwing rolls back.
    interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }
}
