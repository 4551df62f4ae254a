/// PostgreSQL brought along: for a machine where none is configured.
package dev.kennel.postgres;
