/// What was found when derivations were tried again, append-only, with the environments it was found in. Knows files by
/// their SHA-256 and nothing of who catalogs them.
package dev.kennel.derivations;
