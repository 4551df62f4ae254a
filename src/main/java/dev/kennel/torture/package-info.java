/// Kills the packaged server and its workers at seeded moments and looks for what was lost or is half there. Only a
/// client of the server: it drives it by its REST API, as a person's program would.
package dev.kennel.torture;
