package dev.kennel;

import java.sql.SQLException;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class DatabaseResourceTest {

    @Inject
    DataSource dataSource;

    @Test
    void everyTestOfTheServerRunsOnPostgres18() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(18);
            assertThat(connection.getCatalog()).isEqualTo("kennel_test");
        }
    }
}
