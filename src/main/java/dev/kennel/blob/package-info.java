/// Content-addressed files, and virtual files laid over them. Pure Java: no framework, no database.
package dev.kennel.blob;
