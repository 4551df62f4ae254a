/// Carries out the tasks of steering, in a worker.
package dev.kennel.steer.run;
