/// The two entry points: the server's, and the worker's.
package dev.kennel;
