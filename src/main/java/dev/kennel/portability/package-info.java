/// Jobs that try in which runtimes files load and run. What they find is kept by `measurements`.
package dev.kennel.portability;
