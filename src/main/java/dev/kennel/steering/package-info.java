/// Control vectors and what they do: pages, REST and jobs that extract vectors from models and ask files
/// about features.
package dev.kennel.steering;
