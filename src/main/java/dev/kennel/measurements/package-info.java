/// How quants behave: the measurements of files, append-only, with the environments they were made in and the texts
/// they were made on. Knows files by their SHA-256 and nothing of who catalogs them.
package dev.kennel.measurements;
