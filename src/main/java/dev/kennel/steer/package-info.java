/// Tasks and arithmetic of steering: directions between the poles of a feature, extracted from a model, and what files
/// make of them, with the statistics. `steer.run` carries the tasks out on native code.
package dev.kennel.steer;
