/// Jobs that measure: what a person chooses, what it will cost, the stages that carry it out, and the texts it is done
/// on. What they find is kept by `measurements`.
package dev.kennel.measuring;
